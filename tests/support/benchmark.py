"""What the linter costs, as ratios: ``python -m tests.support.benchmark [CORPUS]`` prints the README's table.

CORPUS is a folder of unpacked projects, a folder each; without one, only installed packages are measured.
Every row is the median of so many rounds (``--rounds``), in each of which its commands run in turn; a first of them
runs twice, and the ratio of its two medians (A/A) says what the machine's noise is worth. "Nothing cached" is a cache
folder that did not exist. *Inside* is the same ratio from within one process: flake8's time over its time without what
was spent in the plugin, imports included; it is the one to read where noise is larger than the cost.

It takes half an hour: flake8 runs over whole projects dozens of times. ``--only`` picks rows by words of their names.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from importlib.metadata import distribution, version
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FLAKE8 = """
import sys, time
how, report, *arguments = sys.argv[1:]
sys.argv[0] = "flake8"  # it tells the plugin that the process ends with the run
from flake8.main import cli
from flake8.plugins import finder
clock, spent = time.process_time, 0.0
if how == "without":
    find = finder._find_importlib_plugins
    finder._find_importlib_plugins = lambda: (p for p in find() if p.package != "flake8-signals")
else:
    started = clock()
    from flake8_signals.plugin import Plugin
    spent += clock() - started
    run = Plugin.run
    def timed(self):
        global spent
        violations = run(self)
        while True:
            started = clock()
            try:
                violation = next(violations)
            except StopIteration:
                return
            finally:
                spent += clock() - started
            yield violation
    Plugin.run = timed
cli.main(arguments)
with open(report, "w") as file:
    file.write(str(spent))
"""

STRAIGHTFORWARD = """
import pathlib, sys
import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider, QualifiedNameProvider
from flake8_signals.files.prefilter import mentions_signals
from flake8_signals.files.decoding import decoded

class Names(cst.CSTVisitor):
    METADATA_DEPENDENCIES = (QualifiedNameProvider, PositionProvider)
    def visit_FunctionDef(self, node):
        for decorator in node.decorators:
            self.look(decorator.decorator)
    def visit_Call(self, node):
        self.look(node.func)
    def look(self, node):
        self.get_metadata(QualifiedNameProvider, node, None), self.get_metadata(PositionProvider, node)

for path in pathlib.Path(sys.argv[1]).rglob("*.py"):
    content = path.read_bytes()
    if mentions_signals(content):
        MetadataWrapper(cst.parse_module(decoded(content)), unsafe_skip_copy=True).visit(Names())
"""

PHASES = """
import json, os, signal, sys
report, *arguments = sys.argv[1:]
sys.argv[0] = "flake8-signals"
# The innermost frame in one of these places says what the time goes to.
places = {
    "/flake8_signals/files/roots.py": "listing", "/flake8_signals/commands/flake8_host/files.py": "listing",
    "/flake8_signals/files/reading.py": "reading", "/flake8_signals/files/decoding.py": "reading",
    "/flake8_signals/files/prefilter.py": "prefilter", "/flake8_signals/files/import_scan.py": "import scan",
    "/flake8_signals/files/cache.py": "cache", "/flake8_signals/lint/results.py": "cache",
    "/flake8_signals/project/files.py": "times of files",
    "/flake8_signals/syntax/parsing.py": "parsing", "/libcst/_parser/": "parsing", "/ast.py": "parsing",
    "/flake8_signals/syntax/": "facts", "/libcst/": "facts",
    "/flake8_signals/project/startup/": "start-up", "/flake8_signals/project/": "the project's names and effects",
    "/flake8_signals/rules/": "rules", "/flake8_signals/rule.py": "rules", "/flake8_signals/lint/": "rules",
    "/flake8_signals/commands/": "output", "/flake8/": "output", "/multiprocessing/": "output",
}
known, spent = {}, {}
def phase(file):
    if file not in known:
        known[file] = next((name for place, name in places.items() if place in file), "")
    return known[file]
def sample(number, frame):
    found = ""
    while frame is not None:
        code = frame.f_code
        if code.co_name == "_find_and_load" and code.co_filename.startswith("<frozen importlib"):
            found = "imports"
            break
        found = found or phase(code.co_filename)
        frame = frame.f_back
    spent[found or "Python"] = spent.get(found or "Python", 0) + 1
signal.signal(signal.SIGPROF, sample)
signal.setitimer(signal.ITIMER_PROF, 0.001, 0.001)
from flake8_signals.__main__ import main
try:
    main(arguments)
except SystemExit:
    pass
signal.setitimer(signal.ITIMER_PROF, 0)
with open(report, "w") as file:
    json.dump(spent, file)
"""


class Cost(NamedTuple):
    """What one run of a command cost: seconds, seconds, MiB, and seconds inside the plugin."""

    cpu: float
    wall: float
    memory: float
    inside: float = 0.0


class Row(NamedTuple):
    """One line of the table."""

    what: str
    bar: str
    measured: str
    noise: str = ""
    inside: str = ""


class Command(NamedTuple):
    """What is run, in which folder; ``cache`` is ``None`` for a new one each time."""

    arguments: list[str]
    folder: Path
    cache: Path | None = None

    def run(self) -> Cost:
        """Run it once, as a whole process, and say what it and its children cost.

        With what Python has compiled before, as it is wherever pip has installed it.
        """
        with tempfile.TemporaryDirectory() as new:
            report = Path(new) / "report"
            arguments = [str(report) if argument == "REPORT" else argument for argument in self.arguments]
            environment = os.environ | {"FLAKE8_SIGNALS_CACHE_DIR": str(self.cache or Path(new) / "cache")}
            environment.pop("PYTHONDONTWRITEBYTECODE", None)
            started = time.perf_counter()
            process = subprocess.Popen(
                arguments, cwd=self.folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            _, status, used = os.wait4(process.pid, 0)
            wall = time.perf_counter() - started
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode not in {0, 1} or (str(report) in arguments and not report.exists()):
                raise RuntimeError(f"{arguments} ended with status {process.returncode}")
            inside = float(report.read_text()) if report.exists() else 0.0
        return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024, inside)


Costs = dict[str, list[Cost]]


class Benchmark:
    """The rows of the table, by the trees that they are measured on."""

    def __init__(self, corpus: Path | None, rounds: int, scratch: Path) -> None:
        self.corpus = corpus
        self.rounds = rounds
        self.scratch = scratch
        self.warm = scratch / "cache"

    def rows(self) -> dict[str, Callable[[], Iterator[Row]]]:
        """Every group of rows, by name; a group shares its commands."""
        django, pip = self.package("Django"), self.package("pip")
        found: dict[str, Callable[[], Iterator[Row]]] = {
            "django": partial(self.whole, "Django's package", django, "≤ 1.05", "≤ 1.01"),
            "without signals": partial(self.whole, "a tree without signals, pip's package", pip, "≤ 1.005"),
            "two processes": partial(self.two_processes, django),
            "straightforward": partial(self.straightforward, django),
        }
        if self.corpus:
            largest = max(filter(Path.is_dir, self.corpus.iterdir()), key=lambda folder: len([*folder.rglob("*.py")]))
            for name in ("wagtail", "weblate"):
                found[name] = partial(self.whole, name, self.corpus / name, "≤ 1.04")
            found["ruff"] = partial(self.ruff, self.corpus)
            found["phases"] = partial(self.phases, self.corpus)
            found["one file"] = partial(self.one_file, largest)
            found["growth"] = partial(self.growth, largest)
        return found

    # --- the commands ---

    def flake8(self, how: str, tree: Path, *arguments: str, cache: Path | None = None) -> Command:
        command = [sys.executable, "-c", FLAKE8, how, "REPORT", "--isolated", *arguments]
        return Command([*command, *([] if arguments and arguments[-1].endswith(".py") else ["."])], tree, cache)

    def check(self, tree: Path, *arguments: str, cache: Path | None = None) -> Command:
        return Command([sys.executable, "-m", "flake8_signals", "check", "--isolated", *arguments], tree, cache)

    def measure(self, **commands: Command) -> Costs:
        """Run the commands in turn, so many rounds; those with a cache of their own have run once before."""
        for command in commands.values():
            if command.cache:
                command.run()
        costs: Costs = {name: [] for name in commands}
        for number in range(self.rounds):
            for name, command in commands.items():
                costs[name].append(command.run())
                sys.stderr.write(f"round {number + 1}: {name} {costs[name][-1]}\n")
        return costs

    # --- the rows ---

    def whole(self, name: str, tree: Path, cold: str, warm: str = "") -> Iterator[Row]:
        commands = {
            "base": self.flake8("without", tree, "-j1"),
            "again": self.flake8("without", tree, "-j1"),
            "cold": self.flake8("with", tree, "-j1"),
        }
        if warm:
            commands["warm"] = self.flake8("with", tree, "-j1", cache=self.warm)
        costs = self.measure(**commands)
        for how, what, bar in (("cold", "nothing cached", cold), ("warm", "cached", warm)):
            if how in costs:
                inside = statistics.median(1 + cost.inside / (cost.cpu - cost.inside) for cost in costs[how])
                ratio, noise = compare(costs, how, "cpu")
                title = f"flake8 with the plugin ÷ without, CPU, -j1, {name} ({size(tree)}), {what}"
                yield Row(title, bar, ratio, noise, f"{inside:.4f}")
        memory = median(costs["cold"], "memory") - median(costs["base"], "memory")
        yield Row(f"peak memory over flake8's own, {name}", "≤ 80 MiB", f"{memory:.0f} MiB")

    def two_processes(self, tree: Path) -> Iterator[Row]:
        base = self.flake8("without", tree, "-j2")
        costs = self.measure(base=base, again=base, cold=self.flake8("with", tree, "-j2"))
        yield Row("the same, Django's package, -j2, wall, nothing cached", "≤ 1.05", *compare(costs, "cold", "wall"))

    def straightforward(self, tree: Path) -> Iterator[Row]:
        simple = Command([sys.executable, "-c", STRAIGHTFORWARD, str(tree)], tree)
        costs = self.measure(plugin=self.flake8("with", tree, "-j1"), simple=simple)
        ratio = statistics.median(cost.inside for cost in costs["plugin"]) / median(costs["simple"], "cpu")
        what = "the plugin, nothing cached ÷ libcst's QualifiedNameProvider over the same whole files, CPU"
        yield Row(what, "≤ 0.05", f"{ratio:.3f}")

    def ruff(self, corpus: Path) -> Iterator[Row]:
        options = ["check", "--select", "DJ013", "--no-cache", "--isolated", "--no-respect-gitignore", "--exclude", ""]
        ruff = Command([str(Path(sys.executable).with_name("ruff")), *options], corpus)
        cold, warm = self.check(corpus), self.check(corpus, cache=self.warm)
        costs = self.measure(base=ruff, again=ruff, cold=cold, warm=warm)
        for how, what, bar in (("cold", "nothing cached", "≤ 4"), ("warm", "cached", "≤ 1.5")):
            title = f"check ÷ ruff check --select DJ013 --no-cache, wall, corpus ({size(corpus)}), {what}"
            yield Row(title, bar, *compare(costs, how, "wall"))

    def phases(self, corpus: Path) -> Iterator[Row]:
        """Where the time of ``check`` goes, in one process: of its CPU time, the share that each phase has."""
        shares: dict[str, list[str]] = {}
        for cache in (None, self.warm):
            command = self.check(corpus, "-j1", cache=cache)
            if cache:
                command.run()
            spent = phases_of(command)
            for phase in {**shares, **spent}:
                shares.setdefault(phase, ["-"] * (cache is not None)).append(
                    f"{spent.get(phase, 0) / sum(spent.values()):.0%}"
                )
        for phase, (cold, warm) in shares.items():
            yield Row(f"share of {phase} in check, -j1, corpus, nothing cached, and cached", "", f"{cold}, {warm}")

    def one_file(self, project: Path) -> Iterator[Row]:
        texts = {path: path.read_text(encoding="utf-8", errors="replace") for path in sorted(project.rglob("*.py"))}
        receivers = max(texts, key=lambda path: texts[path].count("@receiver("))
        silent = next(path for path, text in texts.items() if len(text) > 2000 and "ignal" not in text + str(path))
        twice = self.copies(project, 2)
        places = {
            f"one file with receivers in {project.name} ({size(project)})": (project, receivers.relative_to(project)),
            "the same in a project twice as large": (twice, Path("1") / receivers.relative_to(project)),
            "one file without signals": (project, silent.relative_to(project)),
        }
        for name, (tree, path) in places.items():
            arguments = [f"--signals-root={tree}", str(path)]
            costs = self.measure(
                base=self.flake8("without", tree, str(path)),
                again=self.flake8("without", tree, str(path)),
                cold=self.flake8("with", tree, *arguments),
                warm=self.flake8("with", tree, *arguments, cache=self.warm),
            )
            noise = median(costs["again"], "wall") - median(costs["base"], "wall")
            bars = ("≤ 0.03 s", "≤ 0.03 s") if "without" in name else ("≤ 0.8 s", "≤ 0.15 s")
            for how, what, bar in (("cold", "nothing cached", bars[0]), ("warm", "cached", bars[1])):
                added = median(costs[how], "wall") - median(costs["base"], "wall")
                inside = statistics.median(cost.inside for cost in costs[how])
                title = f"{name}, added to flake8's own time, {what}"
                yield Row(title, bar, f"{added:.3f} s", f"{noise:+.3f} s", f"{inside:.3f} s")

    def growth(self, project: Path) -> Iterator[Row]:
        trees = {times: self.copies(project, times) for times in (1, 2, 4)}
        for how, root in (("projects of their own", ""), ("one project", "--signals-root={}")):
            commands = {
                str(times): self.check(tree, *filter(None, [root.format(tree)])) for times, tree in trees.items()
            }
            costs = self.measure(**commands)
            for times in ("2", "4"):
                time_ratio = median(costs[times], "cpu") / median(costs["1"], "cpu") / int(times)
                memory = median(costs[times], "memory") / median(costs["1"], "memory")
                what = f"check of {project.name}, {times}x the files, {how}: CPU a file, memory of a process, ÷ 1x"
                yield Row(what, "≤ 1.1, flat", f"{time_ratio:.2f}, {memory:.2f}")

    def package(self, name: str) -> Path:
        """Copy an installed package into a folder of its own: the root of the project that it then is."""
        package = Path(str(distribution(name).locate_file(name.lower())))
        shutil.copytree(package, self.scratch / name / package.name, dirs_exist_ok=True)
        return self.scratch / name

    def copies(self, project: Path, times: int) -> Path:
        folder = self.scratch / f"{times} times"
        for number in range(times):
            shutil.copytree(
                project, folder / str(number + 1), ignore=shutil.ignore_patterns(".git"), dirs_exist_ok=True
            )
        return folder


def phases_of(command: Command) -> dict[str, int]:
    """What a run of our command spends in each phase, in samples of a millisecond; the longest first."""
    python, _, _, *arguments = command.arguments
    with tempfile.TemporaryDirectory() as scratch:
        report = Path(scratch) / "phases"
        command._replace(arguments=[python, "-c", PHASES, str(report), *arguments]).run()
        spent: dict[str, int] = json.loads(report.read_text())
    return dict(sorted(spent.items(), key=lambda item: -item[1]))


def median(costs: list[Cost], what: str) -> float:
    """Return the median of one kind of cost."""
    return float(statistics.median(getattr(cost, what) for cost in costs))


def compare(costs: Costs, name: str, what: str) -> tuple[str, str]:
    """Return the ratio of a command's cost to the base's, and of the base's to itself."""
    base = median(costs["base"], what)
    return f"{median(costs[name], what) / base:.3f}", f"{median(costs['again'], what) / base:.3f}"


def size(tree: Path) -> str:
    """Return how many files are linted."""
    return f"{sum(1 for _ in tree.rglob('*.py'))} files"


def machine() -> str:
    """Return what was measured on, and with."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    model = next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine())
    tools = [f"{name} {version(name)}" for name in ("flake8", "libcst", "ruff", "Django", "pip")]
    python = f"Python {platform.python_version()}"
    return ", ".join([model, f"{os.cpu_count()} processors", platform.system(), python, *tools])


def main() -> None:
    """Measure, and print the table as Markdown; progress goes to standard error."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?", type=Path, help="a folder of unpacked projects")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", nargs="+", default=[], metavar="WORD", help="measure groups of rows with such a name")
    asked = parser.parse_args()
    write = sys.stdout.write
    write(f"{machine()}; medians of {asked.rounds}\n\n")
    write("| what | bar | measured | A/A | inside |\n| --- | --- | --- | --- | --- |\n")
    compileall.compile_dir(str(Path(__file__).parents[2] / "flake8_signals"), quiet=1)
    with tempfile.TemporaryDirectory() as scratch:
        benchmark = Benchmark(asked.corpus and asked.corpus.resolve(), asked.rounds, Path(scratch))
        for name, rows in benchmark.rows().items():
            if not asked.only or any(word in name for word in asked.only):
                for row in rows():
                    write(f"| {row.what} | {row.bar} | {row.measured} | {row.noise} | {row.inside} |\n")
                    sys.stdout.flush()


if __name__ == "__main__":
    main()
