"""What libcst cannot be given, or cannot read, is reported as SIG000 and keeps nothing else from being found."""

import inspect
import os
import subprocess
import sys
from pathlib import Path

import libcst
import pytest

from flake8_signals.lint import run as lint
from flake8_signals.options import Options
from tests.support.commands import ROOT

HEAD = "from django.db.models.signals import post_save\nfrom django.dispatch import receiver\n\n\n"

DEAF = "@receiver(post_save)\ndef deaf(sender):\n    pass\n\n\n"


def found(folder: Path, text: str) -> list[tuple[int, str, str]]:
    """Return the line, the code and the message of what is found in a signals module."""
    path = folder / "signals.py"
    path.write_text(text)
    (folder / "manage.py").touch()
    options = Options(no_cache=True)
    violations = lint.check_file(str(path), text, options)
    return [(v.line, v.code, v.message) for v in violations if v.code in ("SIG000", "SIG004")]


HANDLER = "@receiver(post_save)\ndef ship(sender, **kwargs):\n    {}\n"

HANDLERS = {
    "too large": ("\n    ".join(["x = 'a long line of a very long handler'"] * 6000), "characters in one definition"),
    "too deep": (f"x = {'-' * 200}1", "nested more than 120 levels deep"),
    "an annotation that libcst cannot parse": ("(x): int = 1", "libcst cannot parse it"),
}


@pytest.mark.parametrize(("body", "reason"), HANDLERS.values(), ids=HANDLERS)
def test_a_handler_that_cannot_be_analysed(body: str, reason: str, tmp_path: Path) -> None:
    (first, code, message), other = found(tmp_path, HEAD + HANDLER.format(body) + "\n\n" + DEAF)
    assert (first, code) == (6, "SIG000")
    assert reason in message
    assert other[1] == "SIG004"


def test_a_handler_that_is_deeper_than_what_is_left_of_the_stack(tmp_path: Path) -> None:
    blocks = "".join(f"\n{'    ' * n}if sender:" for n in range(1, 90)) + f"\n{'    ' * 90}pass"
    text = HEAD + HANDLER.format(blocks) + "\n\n" + DEAF
    assert [code for _, code, _ in found(tmp_path, text)] == ["SIG004"]
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack(0)) + 400)
    try:
        (first, code, message), other = found(tmp_path, text + "\n")
    finally:
        sys.setrecursionlimit(limit)
    assert (first, code, other[1]) == (6, "SIG000", "SIG004")
    assert "nested too deeply" in message


SELF_MADE = {
    "a parameter": "created = created or instance.created",
    "a local of a loop": "for line in instance.lines.all():\n        new = new or not line.pk or created",
    "two locals": "for line in instance.lines.all():\n        new = not old or line.pk is None\n        old = not new",
}


@pytest.mark.parametrize("assigned", SELF_MADE.values(), ids=SELF_MADE)
def test_a_handler_with_a_local_that_is_made_of_itself(assigned: str, tmp_path: Path) -> None:
    read = "if created or new:\n        print(instance.lines.all(), instance.pk is None)"
    handler = f"@receiver(post_save)\ndef ship(sender, instance, created, **kwargs):\n    {assigned}\n    {read}\n"
    assert [code for _, code, _ in found(tmp_path, f"{HEAD}{handler}\n\n{DEAF}")] == ["SIG004"]


@pytest.mark.parametrize("module", ["", "SENDER = {}\n\n\n"], ids=["in the call", "in what a name stands for"])
def test_a_connection_in_a_syntax_that_is_newer_than_libcst_is_read(
    module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(source: str) -> libcst.CSTNode:
        raise libcst.ParserSyntaxError("parser error", lines=[source], raw_line=1, raw_column=0)

    monkeypatch.setattr(libcst, "parse_expression", refuse)
    monkeypatch.setattr(libcst, "parse_module", refuse)
    new = "['new'][0]"
    sender = "SENDER" if module else new
    text = HEAD + module.format(f"({new} if HEAD else {new})") + DEAF + f"post_save.connect(deaf, sender={sender})\n"
    codes = [code for _, code, _ in found(tmp_path, text)]
    assert codes == ["SIG000", "SIG004"]


def test_a_connection_that_cannot_be_analysed(tmp_path: Path) -> None:
    connecting = f"post_save.connect(deaf, sender={'-' * 200}1)\n"
    (_, code, message), other = found(tmp_path, HEAD + DEAF + connecting)
    assert code == "SIG000"
    assert "line 10: expressions nested more than 120 levels deep" in message
    assert other[1] == "SIG004"


def test_a_chain_of_elif_that_is_deeper_than_the_stack(tmp_path: Path) -> None:
    chain = "if x == 0:\n    pass\n" + "".join(f"elif x == {n}:\n    post_save.connect(deaf)\n" for n in range(900))
    ((_, code, message),) = found(tmp_path, HEAD + DEAF + chain)
    assert code == "SIG000"
    assert "nested too deeply" in message


def test_a_long_chain_of_elif_is_analysed(tmp_path: Path) -> None:
    chain = "".join(f"elif x == {n}:\n    post_save.connect(deaf, sender='a.M{n}')\n" for n in range(100))
    assert [code for _, code, _ in found(tmp_path, f"{HEAD}{DEAF}if x:\n    pass\n{chain}")] == ["SIG004"]


SMALL_STACK = """
import threading
from flake8_signals.lint import run as lint
from flake8_signals.options import Options
from tests.support.commands import ROOT

def work():
    for text in TEXTS:
        for _ in lint.check_file("signals.py", text, Options(no_cache=True)):
            pass
    print("done")

threading.stack_size(512 * 1024)
thread = threading.Thread(target=work)
thread.start()
thread.join()
"""

DEEP = {
    "chains": HANDLER.format(f"x = {' and '.join('a' * 5000)}"),
    "brackets": HANDLER.format(f"x = {'(' * 115}1{')' * 115}"),
    "calls": HANDLER.format(f"x = {'f(' * 100}1{')' * 100}"),
    "blocks": HANDLER.format("".join(f"\n{'    ' * n}if sender:" for n in range(1, 90)) + f"\n{'    ' * 90}pass"),
    "signs": HANDLER.format(f"x = {'-' * 110}1"),
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_a_thread_with_a_small_stack_is_enough(tmp_path: Path, text: str) -> None:
    script = SMALL_STACK.replace("TEXTS", repr([HEAD + text]))
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    (tmp_path / "manage.py").touch()
    command = [sys.executable, "-c", script]
    ended = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "done\n", "")
