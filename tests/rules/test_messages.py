"""Messages name the event that waits, and a remedy that can be had there."""

import textwrap
from pathlib import Path

import pytest

from tests.support import examples
from tests.support.commands import flake8

NOTIFY = """\
import requests
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed


@receiver({})
def notify(sender, **kwargs):
    requests.post("https://example.com", timeout=1)
"""


def messages(folder: Path, code: str, text: str) -> list[str]:
    """Return what flake8 says under one code of the file ``shop/signals.py`` of a project."""
    examples.write(folder, examples.project(text).all_files)
    output = flake8("--isolated", f"--select={code}", "shop/signals.py", folder=folder).stdout
    return [line.partition(f" {code} ")[2] for line in output.splitlines()]


@pytest.mark.parametrize(
    ("signals", "event"),
    [
        ("user_logged_in", "every login"),
        ("user_logged_out", "every logout"),
        ("user_login_failed", "every login that fails"),
        ("[user_logged_in, user_logged_out]", "every login"),
        ("m2m_changed", "every change of the relation"),
        ("post_delete", "every delete"),
        ("[post_save, post_delete]", "every save"),
    ],
)
def test_501_names_the_event_that_waits(tmp_path: Path, signals: str, event: str) -> None:
    (message,) = messages(tmp_path, "SIG501", NOTIFY.format(signals))
    assert f", and so does {event}, and fails where it raises; " in message


def test_107_what_a_request_connects_for_a_while_is_better_asked_for(tmp_path: Path) -> None:
    text = """
    def ship(sender, **kwargs):
        print(sender)


    class ActorMiddleware:
        def process_request(self, request):
            post_save.connect(ship)

        def process_response(self, request, response):
            post_save.disconnect(ship)
            return response
    """
    (message,) = messages(tmp_path, "SIG107", textwrap.dedent(text))
    assert (
        "meanwhile, too; connect one receiver in a module that ready() imports, and let it ask a ContextVar" in message
    )
