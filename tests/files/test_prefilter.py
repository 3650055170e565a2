"""Which files may hold facts is told by their text, and no fact is lost by that."""

from pathlib import Path

import django
import pytest

from flake8_signals.files.prefilter import is_decorated_by, may_hold_facts, mentions_signals
from flake8_signals.syntax.module import Module


@pytest.mark.parametrize(
    "text",
    [
        "from django.dispatch import receiver\n",
        "from shop.compat import (\n    order_paid,\n    receiver,  # noqa: F401\n)\n",
        "from shop.compat import (\n    receiver as on\n)\n",
        "from shop.compat import \\\n    receiver\n",
        "from shop.compat import *\n\n\n@receiver(post_save)\ndef save(**kwargs): ...\n",
        "@dispatch.receiver(post_save)\ndef save(**kwargs): ...\n",
        "dispatch . receiver(post_save)(save)\n",
        "(dispatch.\n receiver)(post_save)(save)\n",
        f"from shop.compat import {'a_name, ' * 60} receiver\n",
        "post_save.receivers = []\n",
        "paid = dispatch.Signal()\n",
        "paid = OrderSignal ()\n",
        "class Paid(OrderSignal): ...\n",
        "class Paid(dispatch.Signal, Other): ...\n",
        "from django.dispatch import Signal as Event\n",
        "post_save.connect (save)\n",
        "post_save.send(sender=None)\n",
    ],
)
def test_a_file_with_such_code_may_hold_facts(text: str) -> None:
    assert may_hold_facts(text.encode())
    assert may_hold_facts(text.replace("\n", "\r\n").encode())


@pytest.mark.parametrize(
    "text",
    [
        "# post_save.Signal()\n",
        "# from django.dispatch import receiver\n",
        "def clear_signal(job_hook_receiver): ...\n",
        "fields = [('receiver', models.JSONField())]\n",
        "for receiver in message.all():\n    receiver.tell(caller, receiver=receiver)\n",
        "class OrderSignalTest(TestCase): ...\n",
        "async def test_OrderSignal(): ...\n",
    ],
)
def test_a_file_with_such_code_alone_holds_none(text: str) -> None:
    assert not may_hold_facts(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "from shop import signals\n",
        "import shop.signals\n",
        "from shop.decorators import on_signal\n",
        "from shop.receivers import on_saved\n",
        "from shop import *\n\n\n@on_signal(1)\ndef save(**kwargs): ...\n",
        "from django.dispatch import *\n\npaid = Signal()\n",
        "import django.dispatch\n",
        "class ShopConfig(AppConfig): ...\n",
        "class Other:\n    def ready(self): ...\n",
        "default_app_config = 'shop.apps.ShopConfig'\n",
        "paid.send(1)\n",
    ],
)
def test_a_file_with_such_code_matters(text: str) -> None:
    assert mentions_signals(text)
    assert mentions_signals(text.replace("\n", "\r\n").encode())


@pytest.mark.parametrize(
    "text",
    [
        '"""Without any signal.\n\nThe receiver of it is told by AppConfig.\n"""\n\n# post_save.Signal()\n',
        "def clear(signal=None): ...\n",
        "is_job_hook_receiver = models.BooleanField(default=False)\n",
        "x = 1\n",
    ],
)
def test_other_files_do_not_matter(text: str) -> None:
    assert not mentions_signals(text)
    assert not mentions_signals(text.encode())
    assert not may_hold_facts(text.encode())


def test_no_fact_in_real_code_is_lost() -> None:
    seen = 0
    for path in sorted(Path(django.__file__).parent.rglob("*.py")):
        content = path.read_bytes()
        if b"receiver" in content or b"ignal" in content:
            seen += 1
            module = Module(str(path), "shop.module")
            found = module.facts
            certain = [made for made in found.connections if made.how != "wrapper"]
            facts = (*certain, *found.sends, *found.disconnections, *found.definitions, *found.list_changes)
            assert may_hold_facts(content) or not facts, path
    assert seen > 50


@pytest.mark.parametrize(
    ("text", "decorates"),
    [
        ("@on_saved(1)\ndef save(): ...\n", True),
        ("@shop.on_saved(1)\ndef save(): ...\n", True),
        ("from shop import on_saved as on\n\n\n@on(1)\ndef save(): ...\n", True),
        ("on = shop.on_saved\n\n\n@on(1)\ndef save(): ...\n", True),
        ("on = other\n\n\n@on(on_saved)\ndef save(): ...\n", False),
        ("on_saved(1)\n\n\n@other(1)\ndef save(): ...\n", False),
        ("on_saved(1)(save)\n", False),
        ("@other(1)\ndef save(): ...\n", False),
    ],
)
def test_what_the_projects_own_decorators_may_decorate(text: str, *, decorates: bool) -> None:
    assert is_decorated_by({b"on_saved"}, text.encode()) is decorates
    assert not is_decorated_by(set(), text.encode())
