"""SIG003 says what it has counted, and counts what the options say."""

import textwrap
from pathlib import Path

import pytest

from flake8_signals.lint import run as lint
from flake8_signals.options import Options
from tests.support import examples

DEFAULTS = Options()

RECEIVER = """\
from shop import services


@receiver(post_save, sender=Order)
def handle(sender, instance, **kwargs):
{}
"""

LONG = "".join(f"x = {number}\n" for number in range(16))

VERY_LONG = LONG + "".join(f"y = {number}\n" for number in range(10))

BRANCHES = "".join(f"x = {number} if sender else None\n" for number in range(8))

LOOP = "for parcel in Parcel.objects.all():\n    parcel.weight = 1\n    parcel.save()\n"

SMALL = "x = 1\ny = 2\n"

BRIEF = "for parcel in Parcel.objects.all():\n    parcel.save()\n"

LIST = "for parcel in list(Parcel.objects.all()):\n    parcel.weight = 1\n    parcel.save()\n"

FIRST = "for parcel in Parcel.objects.all():\n    x = parcel.order.parcels.first()\n    parcel.save()\n"

LEFT = LOOP + "    return\n"

BROKEN_OFF = (
    "for parcel in Parcel.objects.all():\n    if parcel.weight:\n        x = 1\n        parcel.save()\n        break\n"
)

GOES_ON = (
    "for parcel in Parcel.objects.all():\n    if parcel.weight:\n        parcel.save()\n        continue\n    return\n"
)

SKIPS = (
    "for parcel in Parcel.objects.all():\n    if parcel.weight:\n        continue\n    x = 1\n    parcel.save()\n"
    "    return\n"
)

PREFETCHED = (
    "for order in Order.objects.prefetch_related('parcels'):\n    x = 1\n    for parcel in order.parcels.all():\n"
    "        y = parcel\n"
)

FETCHED = PREFETCHED.replace("'parcels'", "'customer'")

KEYED = "instance.index.delete(instance.pk)\nconnection.cursor()\n"

PHOTO = "instance.photo.delete(save=False)\nconnection.cursor()\n"

WRITES = "Parcel.objects.create()\nCustomer.objects.create()\n"

FILE = "open('file')\n"

SQL = "connection.cursor()\n"


def reasons(folder: Path, body: str, options: Options = DEFAULTS) -> list[str]:
    """Return the reasons that are given for a receiver of orders with this body, without their lines."""
    example = examples.project(RECEIVER.format(textwrap.indent(body, "    ")))
    examples.write(folder, example.all_files)
    path = "shop/signals.py"
    text = example.files[path]
    found = [v.message for v in lint.check_file(str(folder / path), text, options) if v.code == "SIG003"]
    if not found:
        return []
    (message,) = found
    assert message.startswith("receiver 'handle' holds business logic: ")
    assert message.endswith("; move it to a function, and call that")
    return [reason.partition(" (line")[0] for reason in message[40 : message.index("; move")].split(", ")]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (LONG, []),
        (BRANCHES, []),
        (WRITES, []),
        (FILE, []),
        (SQL, []),
        (SQL + "with transaction.atomic(): x = 1\n", []),
        (VERY_LONG, ["26 statements (max 15)"]),
        (LOOP, []),
        (SMALL + LOOP, []),
        (SMALL + "z = 3\n" + LOOP, ["saves in a loop"]),
        (LONG[:48] + BRIEF, []),
        (FILE + BRIEF, ["saves in a loop", "uses files"]),
        (LONG[:48] + LIST, ["saves in a loop"]),
        (LONG[:48] + FIRST, ["saves in a loop"]),
        (LONG[:48] + LEFT, []),
        (LONG[:48] + BROKEN_OFF, []),
        (LONG[:48] + GOES_ON, ["saves in a loop"]),
        (LONG[:48] + SKIPS, []),
        (LONG[:48] + PREFETCHED, []),
        (LONG[:48] + FETCHED, ["queries in a loop"]),
        (KEYED, []),
        (PHOTO, ["uses files", "runs SQL"]),
        (LONG + BRANCHES, ["24 statements (max 15)", "8 branches (max 7)"]),
        (LONG + WRITES, ["18 statements (max 15)", "writes to 2 other models (Customer", "Parcel; max 1)"]),
        (FILE + SQL, ["uses files", "runs SQL"]),
        (FILE + "with transaction.atomic(): x = 1\n", ["uses files", "opens a transaction"]),
        (LONG + FILE + LOOP, ["20 statements (max 15)", "saves in a loop", "uses files"]),
    ],
)
def test_reasons(tmp_path: Path, body: str, expected: list[str]) -> None:
    assert reasons(tmp_path, body) == expected


@pytest.mark.parametrize(
    ("body", "options", "expected"),
    [
        (LONG + FILE, DEFAULTS._replace(max_statements=17), []),
        (LONG + FILE, DEFAULTS._replace(max_statements=16), ["17 statements (max 16)", "uses files"]),
        (LONG, DEFAULTS._replace(max_statements=5), ["16 statements (max 5)"]),
        (BRANCHES + FILE, DEFAULTS._replace(max_branches=8), []),
        (BRANCHES + FILE, DEFAULTS._replace(max_branches=2), ["8 branches (max 2)", "uses files"]),
        (BRANCHES, DEFAULTS._replace(max_branches=2), []),
    ],
)
def test_statements_and_branches_have_limits(tmp_path: Path, body: str, options: Options, expected: list[str]) -> None:
    assert reasons(tmp_path, body, options) == expected


@pytest.mark.parametrize(
    ("writes", "expected"),
    [
        (0, ["writes to 2 other models (Customer", "Parcel; max 0)"]),
        (1, []),
        (2, []),
    ],
)
def test_writes_have_a_limit(tmp_path: Path, writes: int, expected: list[str]) -> None:
    assert reasons(tmp_path, WRITES, DEFAULTS._replace(max_writes=writes)) == expected


@pytest.mark.parametrize(
    ("allowed", "expected"),
    [
        ((), ["saves in a loop"]),
        (("*.save",), []),
        (("Parcel.objects.all",), ["saves in a loop"]),
        (("cache.*", "shop.models.Parcel.*"), []),
        (("save",), []),
        (("sav",), ["saves in a loop"]),
    ],
)
def test_allowed_calls_never_count(tmp_path: Path, allowed: tuple[str, ...], expected: list[str]) -> None:
    assert reasons(tmp_path, SMALL * 2 + LOOP, DEFAULTS._replace(allowed_calls=allowed)) == expected


def test_what_stands_in_a_private_function_is_moved_to_another_module(tmp_path: Path) -> None:
    example = examples.project(
        RECEIVER.format("    _weigh(instance)") + "\n\ndef _weigh(order):\n" + textwrap.indent(SMALL * 4 + LOOP, "    ")
    )
    examples.write(tmp_path, example.all_files)
    path = "shop/signals.py"
    text = example.files[path]
    (message,) = [v.message for v in lint.check_file(str(tmp_path / path), text, DEFAULTS) if v.code == "SIG003"]
    assert " in a loop (line " in message
    assert message.endswith(", in _weigh()); move it to another module, and call that")


def test_allowed_calls_are_no_statements(tmp_path: Path) -> None:
    body = "services.index(instance)\n" * 26
    assert reasons(tmp_path, body) == ["26 statements (max 15)"]
    assert reasons(tmp_path, body, DEFAULTS._replace(allowed_calls=("services.*",))) == []


def test_what_other_rules_report_counts_for_none(tmp_path: Path) -> None:
    body = "import requests, time\n" + "requests.get('x')\n" * 20 + "time.sleep(1)\n" * 20
    assert reasons(tmp_path, body) == []


@pytest.mark.parametrize("code", ["SIG501", "SIG502", "SIG503"])
def test_allowed_calls_are_not_reported_elsewhere_either(tmp_path: Path, code: str) -> None:
    body = "import requests, time\nfrom shop.tasks import pack\n"
    body += "requests.get('x')\ntime.sleep(1)\npack.delay(instance.pk)\n"
    example = examples.project(
        f"# shop/tasks.py\nfrom celery import shared_task\n@shared_task\ndef pack(): ...\n# shop/signals.py\n"
        f"{RECEIVER.format(textwrap.indent(body, '    '))}"
    )
    examples.write(tmp_path, example.all_files)
    text = example.files["shop/signals.py"]
    found = [
        [v.code for v in lint.check_file(str(tmp_path / "shop/signals.py"), text, options) if v.code == code]
        for options in (DEFAULTS, DEFAULTS._replace(allowed_calls=("requests.*", "sleep", "pack.delay")))
    ]
    assert found == [[code], []]
