"""``flake8-signals map --format mermaid|dot|html``: the map to look at, whatever the project's names are made of."""

import base64
import hashlib
import html
import io
import json
import os
import re
import sys
from html.parser import HTMLParser
from pathlib import Path

import pydot
import pytest

from flake8_signals.__main__ import main
from flake8_signals.commands.map import run as draw
from tests.support.commands import FILES, write

HOSTILE = '"]; click n1 "javascript:alert(1)" <script>alert(1)</script> #quot; `x` \\N &amp; {{7*7}}'

PROJECT = FILES | {
    "shop/events.py": """
        from django.dispatch import Signal

        paid = Signal()
        lost = Signal()
    """,
    "shop/services.py": """
        from .events import paid

        def pay(order):
            paid.send(sender=None, order=order)
    """,
    "shop/signals.py": """
        import requests
        from django.core.mail import send_mail
        from django.core.signals import request_finished
        from django.db.models.signals import post_save, pre_save
        from django.dispatch import receiver

        from .events import paid
        from .models import Order

        @receiver(post_save, sender=Order)
        def ship(sender, instance, created, **kwargs):
            if created:
                instance.save()
                paid.send(sender=sender)
            Order.objects.filter(pk=1).update(x=1)

        @receiver(post_save, sender="shop.Order")
        def tell(sender, instance, **kwargs):
            requests.post("https://example.org")
            requests.post("https://example.net")
            send_mail("", "", "", [])

        @receiver(pre_save)
        def watch(sender, **kwargs):
            pass

        @receiver(paid)
        @receiver(request_finished)
        def count(sender, **kwargs):
            pass
    """,
    "shop/receivers.py": """
        from django.db.models.signals import post_delete
        from django.dispatch import receiver

        @receiver(post_delete, sender="shop.Order")
        def restock(sender, instance, **kwargs):
            pass
    """,
    "shop/apps.py": """
        from django.apps import AppConfig

        class ShopConfig(AppConfig):
            name = "shop"

            def ready(self):
                from . import signals
    """,
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return the folder of a project that has something of everything that is drawn."""
    return write(tmp_path, PROJECT)


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """Return the folder of a project with a sender that is no name at all."""
    names = [HOSTILE, "\x1b[31mred\n\u202e", "<b>", "<b>.</b>"]
    receivers = "\n\n".join(
        f"@receiver(post_save, sender={name!r})\ndef h{number}(sender, instance, **kwargs):\n    instance.save()"
        for number, name in enumerate(names)
    )
    imports = "from django.db.models.signals import post_save\nfrom django.dispatch import receiver\n\n"
    return write(tmp_path, FILES | {"shop/signals.py": imports + receivers + "\n"})


def drawn(folder: Path, picture: str, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    """Return what the command prints of a folder."""
    assert draw([str(folder), "--no-cache", "--format", picture, *more]) == 0
    return capsys.readouterr().out


def dot(folder: Path, capsys: pytest.CaptureFixture[str]) -> pydot.Dot:
    """Return the picture of a folder as Graphviz reads it."""
    [graph] = pydot.graph_from_dot_data(drawn(folder, "dot", capsys)) or []
    return graph


# --- The graph -----------------------------------------------------------------------------------------------------


def test_it_draws_who_sends_what_is_called_and_what_that_does(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    graph = dot(project, capsys)
    names = {
        node.get_name(): str(node.get("label")).strip('"').partition(r"\n")[0]
        for node in graph.get_nodes()
        if node.get("label")
    }
    edges = {
        (
            names[str(edge.get_source())],
            names[str(edge.get_destination())],
            edge.get("label").strip('"'),
            edge.get("style") or "",
        )
        for edge in graph.get_edges()
    }
    assert edges == {
        # one node for the model, by its name and by its label, as sender and as what is saved: a circle
        ("Order", "ship", "post_save", ""),
        ("Order", "tell", "post_save", ""),
        ("Order", "restock", "post_delete, NOT LOADED: nothing imports it", "dashed"),
        ("ship", "Order", "save if created", ""),
        ("ship", "Order", "update", ""),
        # not from its line a second time
        ("ship", "paid", "send if created", ""),
        ("shop/services.py:4", "paid", "send", ""),
        ("paid", "count", "", ""),
        ("request_finished", "count", "", ""),
        ("pre_save", "watch", "any sender", ""),
        # one arrow for both requests
        ("tell", "network", "", ""),
        ("tell", "mail", "", ""),
    }
    assert "lost" in names.values()
    silent = [edge for edge in graph.get_edges() if edge.get("arrowhead") == "odot"]
    assert [edge.get("label") for edge in silent] == ["update"]


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        pytest.param("shop.old", ["shop.models", "shop.old.models"], id="in a package of the app"),
        pytest.param("old.shop", ["old.shop.models", "shop.models"], id="in another app of that name"),
    ],
)
def test_a_label_is_the_one_model_that_it_may_mean(
    other: str, expected: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    signals = f"""
        from django.db.models.signals import post_save
        from {other}.models import Order as Old
        from .models import Order

        def ship(sender, **kwargs):
            pass

        post_save.connect(ship, sender=Order)
        post_save.connect(ship, sender=Old)
        post_save.connect(ship, sender="shop.Order")
    """
    package = other.replace(".", "/")
    files = {"old/__init__.py": "", f"{package}/__init__.py": "", f"{package}/models.py": FILES["shop/models.py"]}
    graph = dot(write(tmp_path, FILES | files | {"shop/signals.py": signals}), capsys)
    orders = [label for node in graph.get_nodes() if (label := str(node.get("label"))).startswith('"Order')]
    assert sorted(label.strip('"').partition(r"\n")[2] for label in orders) == expected


def test_a_project_without_signals_is_an_empty_picture(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.py").write_text("print()\n")
    assert drawn(tmp_path, "mermaid", capsys) == "flowchart LR\n"
    assert not dot(tmp_path, capsys).get_edges()
    assert "no signals here" in drawn(tmp_path, "html", capsys)


# --- Mermaid -------------------------------------------------------------------------------------------------------

QUOTED = r'"(?:[\w .,:/…-]|#\d+;|<br>)*"'

LINE = re.compile(
    rf"    (?:n\d+(?:\[\({QUOTED}\)\]|\{{\{{{QUOTED}\}}\}}|\({QUOTED}\)|>{QUOTED}\]|\[/{QUOTED}/\])"
    rf"|n\d+ (?:-->|-\.->|--o|==>|-- {QUOTED} (?:-->|--o)|-\. {QUOTED} \.->|== {QUOTED} ==>) n\d+"
    r"|linkStyle \d+(?:,\d+)* stroke:\w+,color:\w+"
    r"|classDef (?:dead|round) [\w:,;-]+(?: \d+)?|class n\d+(?:,n\d+)* (?:dead|round))"
)


@pytest.mark.parametrize("which", ["project", "hostile"])
def test_mermaid_is_nodes_and_arrows_and_nothing_else(
    which: str, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    head, *lines = drawn(request.getfixturevalue(which), "mermaid", capsys).splitlines()
    assert head == "flowchart LR"
    assert lines
    assert [line for line in lines if not LINE.fullmatch(line)] == []


def test_mermaid_marks_what_is_not_loaded(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = drawn(project, "mermaid", capsys).splitlines()
    arrows = [line for line in lines if re.match(r"    n\d+ [-]", line)]
    [lost] = [number for number, line in enumerate(arrows) if "NOT LOADED" in line]
    assert " -. " in arrows[lost]
    assert f"    linkStyle {lost} stroke:red,color:red" in lines
    [dead] = [line.split()[1] for line in lines if line.startswith("    class ")]
    assert [line for line in lines if line.startswith(f'    {dead}("restock<br>')]


CIRCLE = """
    from django.db.models.signals import post_save, pre_save
    from django.dispatch import receiver
    from .models import Order

    @receiver(post_save, sender=Order)
    def ship(sender, instance, **kwargs):
        Order.objects.create()

    @receiver(pre_save, sender=[Order])
    def never(sender, instance, **kwargs):
        pass
"""


def test_circles_and_what_is_dead_stand_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write(tmp_path, FILES | {"shop/signals.py": CIRCLE, "shop/receivers.py": ""})
    lines = drawn(folder, "mermaid", capsys).splitlines()
    names = {match[2]: match[1] for line in lines if (match := re.match(r'    (n\d+)[\[({]+"(\w+)<br>', line))}
    assert f'    {names["Order"]} == "post_save" ==> {names["ship"]}' in lines
    assert f'    {names["ship"]} == "create" ==> {names["Order"]}' in lines
    assert f"    class {names['Order']},{names['ship']} round" in lines
    assert f"    class {names['never']} dead" in lines
    graph = dot(folder, capsys)
    looks = {str(node.get("label")).strip('"').partition(r"\n")[0]: node for node in graph.get_nodes()}
    assert looks["ship"].get("color") == looks["Order"].get("color") == "darkorange"
    assert (looks["never"].get("color"), looks["never"].get("style")) == ("red", '"rounded,dashed"')
    assert sorted(edge.get("color") or "" for edge in graph.get_edges()) == ["darkorange", "darkorange", "red"]


@pytest.mark.parametrize("picture", ["mermaid", "dot"])
def test_what_is_too_large_is_folded_and_that_is_said(
    picture: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    imports = "from django.db.models.signals import post_save\n\n"
    receivers = "".join(
        f"def ship{number}(sender, **kwargs):\n    pass\n\npost_save.connect(ship{number}, sender='shop.M')\n\n"
        for number in range(501)
    )
    write(tmp_path, FILES | {"shop/signals.py": imports + receivers})
    assert draw([str(tmp_path), "--no-cache", "--format", picture]) == 0
    printed = capsys.readouterr()
    said = "501 receivers are folded, by module"
    assert printed.err == f"flake8-signals map: {said}: name fewer paths to see each\n"
    assert said in printed.out
    assert "501 receivers" in printed.out
    assert "ship7" not in printed.out


def test_what_cannot_be_folded_enough_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    connections = "".join(f"post_save.connect(ship, sender='app{number}.M')\n" for number in range(501))
    signals = (
        f"from django.db.models.signals import post_save\n\ndef ship(sender, **kwargs):\n    pass\n\n{connections}"
    )
    write(tmp_path, FILES | {"shop/signals.py": signals})
    assert draw([str(tmp_path), "--no-cache", "--format", "mermaid"]) == 0
    assert capsys.readouterr().err == (
        "flake8-signals map: this is more than GitHub draws (500 arrows, 50,000 characters): name fewer paths, or take "
        "--format dot or html\n"
    )


# --- DOT -----------------------------------------------------------------------------------------------------------


def test_no_name_is_markup_to_graphviz(hostile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    graph = dot(hostile, capsys)
    labels = [node.get("label") for node in graph.get_nodes() if node.get("label")]
    assert [label for label in labels if label.startswith("<")] == []
    assert len(labels) == 10
    assert "\x1b" not in graph.to_string()


# --- HTML ----------------------------------------------------------------------------------------------------------


class Page(HTMLParser):
    """A page: its elements with their attributes, and the texts in them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.code: dict[str, str] = {}
        self.inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.inside = "data" if ("type", "application/json") in attrs else tag

    def handle_data(self, data: str) -> None:
        if self.inside in ("script", "style", "data"):
            self.code[self.inside] = self.code.get(self.inside, "") + data
        else:
            self.texts.append(data)

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""


def plain(markup: str) -> str:
    """Return a piece of a page as it reads."""
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


def test_the_page_shows_every_connection_and_what_it_does(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = drawn(project, "html", capsys)
    rows = re.findall(r"<tr.*?</tr>", text, re.DOTALL)
    lost = [plain(row) for row in rows if 'class="lost"' in row]
    assert "6</b> connections" in text
    assert "1</b> not certainly made" in text
    assert ["shop.receivers.restock" in row for row in lost] == [True]
    [ship] = [plain(row) for row in rows if 'data-key="shop.signals.ship"' in row]
    assert "shop.apps.ShopConfig.ready → shop.signals" in ship
    assert "save shop.models.Order if created shop/signals.py:13" in " ".join(ship.split())
    assert "shop/services.py:4" in plain(text)
    assert str(project) not in text  # it is handed on: where it was made is nobody's business


def test_the_page_lists_what_does_not_run_and_what_reaches_far(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lists = dict(re.findall(r"<h2>([^<]*)</h2>\n<[uo]l>(.*?)</[uo]l>", drawn(project, "html", capsys), re.DOTALL))
    assert {title: plain(text).split("\n") for title, text in lists.items()} == {
        "Never runs": ["", "shop.receivers.restock NOT LOADED: nothing imports it", ""],
        "Most far-reaching models": ["", "shop.Order 3 receivers", ""],
    }


def test_the_page_links_to_the_code_where_it_is_told_to(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = Page(drawn(project, "html", capsys, "--source-url", "https://git.example/shop/{path}?a&b#L{line}"))
    links = {attributes["href"] for tag, attributes in page.elements if tag == "a"}
    assert "https://git.example/shop/shop/signals.py?a&b#L13" in links
    assert ("body", {"data-source": "https://git.example/shop/{path}?a&b#L{line}"}) in page.elements


@pytest.mark.parametrize(
    "arguments", [["--format=html", "--source-url=https://git.example"], ["--source-url=https://git.example/{path}"]]
)
def test_an_address_of_code_has_a_place_for_the_path_and_is_for_pages(
    arguments: list[str], project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        draw([str(project), "--no-cache", *arguments])
    assert stopped.value.code == 2
    assert "--source-url needs {path} in the address, and --format html" in capsys.readouterr().err


def test_nothing_in_the_page_is_the_projects_but_text(hostile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = drawn(hostile, "html", capsys)
    page = Page(text)
    assert f"shop.{HOSTILE}" not in text
    assert HOSTILE in plain(text)
    assert r"\x1b[31mred\n\u202e" in plain(text)
    tags = [tag for tag, _ in page.elements]
    assert (tags.count("script"), tags.count("style"), tags.count("img")) == (2, 1, 0)
    assert "<b>.</b>" in plain(text)
    attributes = {name for _, attributes in page.elements for name in attributes}
    assert not {name for name in attributes if name.startswith("on") or name in ("src", "style")}
    assert {str(attributes["href"])[0] for _, attributes in page.elements if "href" in attributes} == {"#"}
    assert "<" not in page.code["data"]
    assert {part["kind"] for part in json.loads(page.code["data"])["parts"]} == {"model", "receiver", "signal"}


def test_the_page_runs_its_own_script_and_no_other(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = Page(drawn(project, "html", capsys))
    [policy] = [attributes["content"] or "" for tag, attributes in page.elements if "http-equiv" in attributes]
    directives = dict(directive.split(" ", 1) for directive in policy.split("; "))
    assert directives["default-src"] == "'none'"
    for tag in ("script", "style"):
        digest = base64.b64encode(hashlib.sha256(page.code[tag].encode()).digest()).decode()
        assert directives[f"{tag}-src"] == f"'sha256-{digest}'"
    assert "Permission is hereby granted" in page.code["script"]  # what a library asks of those who hand it on


# --- Every format --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("picture", ["text", "json", "mermaid", "dot", "html"])
def test_what_a_terminal_cannot_show_is_no_fault(project: Path, picture: str, monkeypatch: pytest.MonkeyPatch) -> None:
    source = (project / "shop" / "signals.py").read_bytes()
    for name in (b"\xff.py", "ä.py".encode(), b"\x1b[31m.py"):
        Path(os.fsdecode(os.fsencode(project) + b"/shop/" + name)).write_bytes(source)
    monkeypatch.chdir(project)
    printed, complained = io.BytesIO(), io.BytesIO()
    arguments = ["map", "--no-cache", "--format", picture, "."]
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", io.TextIOWrapper(printed, "ascii", write_through=True))
        patch.setattr(sys, "stderr", io.TextIOWrapper(complained, "ascii", write_through=True))
        assert (main(arguments), complained.getvalue()) == (0, b"")
        assert main([*arguments, "-o", "map"]) == 0
        assert (project / "map").read_bytes() == printed.getvalue()
        text = printed.getvalue().decode()
    assert "\x1b" not in text
    assert "shop.ä" in text
