"""What a message says of a task depends on the signal, the queue and the Celery that the project asks for."""

from pathlib import Path

import pytest

from flake8_signals.lint import run as lint
from flake8_signals.options import Options
from tests.support.commands import write

BASE = {
    "shop/__init__.py": "",
    "shop/models.py": "from django.db import models\n\nclass Order(models.Model):\n    pass\n",
    "shop/tasks.py": """
        from celery import shared_task
        from shop.models import Order

        @shared_task
        def pack(pk):
            Order.objects.get(pk=pk).delete()
    """,
}

ON_SAVE = "if the save is in a transaction, it may find no row, or run for one that is rolled back"
ON_DELETE = "it may still find the row, or run for a delete that is rolled back"
ON_CHANGE = "it may find the relation as it was, or run for nothing"


def message(folder: Path, signal: str, statement: str, parameters: str = "instance, **kwargs", celery: str = "") -> str:
    """Return what SIG503 says of a receiver of a signal that is made of one statement."""
    receiver = f"""
        import threading
        from celery import chain
        from django.db.models.signals import {signal}
        from django.dispatch import receiver
        from shop.models import Order
        from shop.tasks import pack

        class Packer(threading.Thread):
            def run(self):
                Order.objects.first().save()

        @receiver({signal})
        def told({parameters}):
            {statement}
    """
    write(folder, {**BASE, "shop/signals.py": receiver, "requirements.txt": celery})
    path = folder / "shop/signals.py"
    found = lint.check_file(str(path), path.read_text(), Options(no_cache=True))
    (text,) = [violation.message for violation in found if violation.code == "SIG503"]
    return text


@pytest.mark.parametrize(
    ("signal", "trouble", "remedy"),
    [
        ("post_save", f"before commit: {ON_SAVE}", "use transaction.on_commit()"),
        ("pre_save", f"before commit: {ON_SAVE}", "do it in post_save, with transaction.on_commit()"),
        (
            "post_delete",
            f"inside the transaction of the delete: {ON_DELETE}",
            "use transaction.on_commit(), and pass it the data that it needs, as the row is gone then",
        ),
        ("m2m_changed", f"inside the transaction of the change: {ON_CHANGE}", "use transaction.on_commit()"),
    ],
)
def test_what_may_go_wrong(signal: str, trouble: str, remedy: str, tmp_path: Path) -> None:
    said = message(tmp_path, signal, "pack.delay(instance.pk)")
    assert said == f"receiver 'told' dispatches 'pack' (delay(), line 14) {trouble}; {remedy}"


@pytest.mark.parametrize(
    ("statement", "does"),
    [
        ("pack.apply_async((instance.pk,))", "dispatches 'pack' (apply_async(), line 14)"),
        ("chain(pack.si(instance.pk))()", "dispatches 'chain' (chain(), line 14)"),
        ("threading.Thread(target=pack, args=(instance,)).start()", "starts a thread for 'pack' (start(), line 14)"),
        ("Packer(instance).start()", "starts a thread for 'Packer' (start(), line 14)"),
    ],
)
def test_what_is_done(statement: str, does: str, tmp_path: Path) -> None:
    assert message(tmp_path, "post_save", statement).startswith(f"receiver 'told' {does} before commit")


@pytest.mark.parametrize(
    ("celery", "remedy"),
    [
        ("celery>=5.4", "use pack.delay_on_commit()"),
        ("celery[redis]==5.10.1", "use pack.delay_on_commit()"),
        ("celery~=6.0", "use pack.delay_on_commit()"),
        ("celery>=5.3", "use transaction.on_commit()"),
        ("celery<6", "use transaction.on_commit()"),
        ("celery", "use transaction.on_commit()"),
        ("django-celery-beat>=6", "use transaction.on_commit()"),
        ("", "use transaction.on_commit()"),
    ],
)
def test_the_remedy_is_what_the_oldest_celery_has(celery: str, remedy: str, tmp_path: Path) -> None:
    assert message(tmp_path, "post_save", "pack.delay(instance.pk)", celery=celery).endswith(f"; {remedy}")


def test_a_receiver_that_knows_the_database_waits_for_that(tmp_path: Path) -> None:
    said = message(tmp_path, "post_save", "pack.delay(instance.pk)", "instance, using, **kwargs", celery="celery>=5.4")
    assert said.endswith("; use transaction.on_commit()")
