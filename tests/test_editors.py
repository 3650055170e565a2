"""What editors show: they run flake8, on a file or on unsaved text."""

import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pytest

from tests.support.commands import FILES, ROOT, flake8, write

NOT_IMPORTED = FILES["shop/apps.py"].replace("from . import receivers, signals", "from . import receivers")


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Return the folder of a project, one of whose modules nothing imports."""
    return write(tmp_path / "shop", FILES | {"shop/apps.py": NOT_IMPORTED})


def test_the_command_line_of_visual_studio_codes_extension(shop: Path) -> None:
    # It lints the file on disk, when that is opened or saved, and reads what is printed by this expression.
    read = re.compile(r"(?P<line>\d+),(?P<column>-?\d+),(?P<type>\w+),(?P<code>\w+\d+):(?P<message>[^\r\n]*)")
    form = "--format='%(row)d,%(col)d,%(code).1s,%(code)s:%(text)s'"
    printed = flake8(form, "--select=SIG", str(shop / "shop" / "signals.py"), folder=shop).stdout
    found = [read.match(line.strip("'")) for line in printed.splitlines()]
    places = [one.group("line", "column", "code") for one in found if one]
    assert places == [("6", "2", "SIG002"), ("7", "5", "SIG004")]
    assert len(found) == 2


class _Server:
    """A language server, spoken to over its standard streams."""

    def __init__(self, program: Path, folder: Path) -> None:
        self.process = subprocess.Popen(
            [str(program)], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.input: IO[bytes] = self.process.stdin
        self.output: IO[bytes] = self.process.stdout
        self.numbers = iter(range(1, 100))

    def tell(self, method: str, parameters: Any) -> None:
        """Send a notification."""
        self._send({"method": method, "params": parameters})

    def ask(self, method: str, parameters: Any) -> Any:
        """Send a request, and return its result."""
        number = next(self.numbers)
        self._send({"id": number, "method": method, "params": parameters})
        return next(message["result"] for message in self.messages() if message.get("id") == number)

    def _send(self, message: dict[str, Any]) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.input.write(b"Content-Length: %d\r\n\r\n" % len(content) + content)
        self.input.flush()

    def messages(self) -> Iterator[dict[str, Any]]:
        """What the server says, as it says it."""
        while line := self.output.readline():
            length = int(line.split()[1])
            while self.output.readline().strip():
                pass
            yield json.loads(self.output.read(length))


@pytest.mark.matrix
def test_python_lsp_server(shop: Path, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "virtualenv", "--quiet", str(tmp_path / "env")], check=True)
    programs = tmp_path / "env" / "bin"
    wanted = ["python-lsp-server", "flake8", str(ROOT)]
    subprocess.run([str(programs / "pip"), "install", "--quiet", *wanted], check=True)
    server = _Server(programs / "pylsp", shop)
    stuck = threading.Timer(60, server.process.kill)
    stuck.start()
    try:
        server.ask("initialize", {"rootUri": shop.as_uri(), "processId": None, "capabilities": {}})
        flake8_alone = {name: {"enabled": False} for name in ("pycodestyle", "pyflakes", "mccabe")}
        flake8_alone["flake8"] = {"enabled": True, "executable": str(programs / "flake8"), "select": ["SIG"]}  # type: ignore[dict-item]
        server.tell("initialized", {})
        server.tell("workspace/didChangeConfiguration", {"settings": {"pylsp": {"plugins": flake8_alone}}})
        signals = shop / "shop" / "signals.py"
        unsaved = signals.read_text().replace("def ship(", "def ship_now(")
        document = {"uri": signals.as_uri(), "languageId": "python", "version": 1, "text": unsaved}
        server.tell("textDocument/didOpen", {"textDocument": document})
        shown = next(
            message["params"]["diagnostics"]
            for message in server.messages()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["diagnostics"]
        )
    finally:
        stuck.cancel()
        server.process.kill()
        server.process.communicate()
    assert [(one["code"], one["range"]["start"]["line"]) for one in shown] == [("SIG002", 5), ("SIG004", 6)]
    assert "'ship_now'" in shown[1]["message"]
