"""What a receiver does in the functions that it calls: as it sees that itself, and only as far as it is certain."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from flake8_signals.options import Options
from flake8_signals.project.effects import Follow, ReachedEffect
from flake8_signals.project.file import SourceFile
from flake8_signals.project.project import Project
from flake8_signals.project.receivers import Receiver
from tests.support import examples
from tests.support.handlers import did

MODELS = """\
# shop/models.py
from django.contrib.auth import get_user_model
from django.db import models
from somewhere import Unknown


class Customer(models.Model):
    user = models.ForeignKey("auth.User", models.CASCADE)
    friend = models.ForeignKey("self", models.CASCADE)
    home = models.ForeignKey(get_user_model(), models.CASCADE)


class Order(models.Model):
    customer = models.ForeignKey("Customer", models.CASCADE)
    parcel = models.OneToOneField("shop.Parcel", models.CASCADE)
    item = models.ForeignKey("stock.Item", models.CASCADE)

    def touch(self):
        self.save()

    def touch_customer(self):
        if self.customer.active:
            self.customer.save()

    @classmethod
    def clean_up(cls):
        cls.objects.filter(total=0).delete()

    @property
    def is_open(self):
        self.save()


class Parcel(models.Model):
    pass


class Form:
    def __init__(self, order):
        self.order = order

    def save(self):
        self.order.save()


class Mixed(Unknown):
    pass
"""


@pytest.fixture
def handler(tmp_path: Path) -> Callable[..., Receiver]:
    """Return a function that makes a project of files, and gives the receiver in its shop/signals.py."""

    def make(text: str, *files: str) -> Receiver:
        example = examples.project("".join([MODELS, *files, "# shop/signals.py\n", text]))
        examples.write(tmp_path, example.all_files)
        project = Project(str(tmp_path), Options())
        (found,) = SourceFile(project.modules.at(str(tmp_path / "shop" / "signals.py")), project).receivers_to_judge
        return found

    return make


def told(handler: Receiver, kinds: str = "save create update delete query m2m refresh network task") -> list[str]:
    """Return the effects of some kinds, each with its model, its guards and the functions on the way."""
    return [tell(reached) for reached in handler.effects() if reached.effect.kind in kinds.split()]


def tell(reached: ReachedEffect) -> str:
    chain = "".join(f"{step.function.removeprefix('shop.')} > " for step in reached.chain)
    model = f" [{reached.model}]" if reached.model else ""
    guards = f" if {' '.join(reached.effect.guards)}" if reached.effect.guards else ""
    return f"{chain}{did(reached.effect)}{model}{guards}"


SIGNALS = """\
from shop import services


@receiver(post_save, sender=Order)
def handle(sender, instance, created, **kwargs):
    {}
"""


def services(text: str) -> str:
    return f"# shop/services.py\nfrom django.db import transaction\nfrom shop.models import Order, Parcel\n\n\n{text}\n"


# --- Models ----------------------------------------------------------------------------------------------------------

TARGETS = {
    "instance.save()": "save <instance> [shop.models.Order]",
    "kwargs['instance'].save()": "save <instance> [shop.models.Order]",
    "sender.objects.count()": "query <sender> [shop.models.Order]",
    "type(instance).objects.count()": "query <instance>.__class__ [shop.models.Order]",
    "instance.customer.save()": "save <instance>.customer [shop.models.Customer]",
    "instance.customer.friend.save()": "save <instance>.customer.friend [shop.models.Customer]",
    "instance.customer.user.save()": "save <instance>.customer.user [django.contrib.auth.models.User]",
    "instance.customer.home.save()": "save <instance>.customer.home",
    "instance.parcel.save()": "save <instance>.parcel [shop.models.Parcel]",
    "instance.item.save()": "save <instance>.item [stock.Item]",
    "instance.lines.create()": "create <instance>.lines",
    "Parcel.objects.create()": "create shop.models.Parcel [shop.models.Parcel]",
    "User.objects.create()": "create django.contrib.auth.models.User [django.contrib.auth.models.User]",
    "apps.get_model('shop', 'Parcel').objects.create()": (
        "create django.apps.apps.get_model('shop', 'Parcel') [shop.models.Parcel]"
    ),
    "apps.get_model('stock.Item').objects.create()": ("create django.apps.apps.get_model('stock.Item') [stock.Item]"),
    "apps.get_model(kwargs['label']).objects.create()": "create django.apps.apps.get_model(<label>)",
    "get_user_model().objects.create()": "create django.contrib.auth.get_user_model()",
    "unknown.Thing.objects.create()": "create unknown.Thing",
    "unknown.models.Thing.objects.create()": "create unknown.models.Thing [unknown.models.Thing]",
    "Mixed.objects.create()": "create shop.models.Mixed [shop.models.Mixed]",
    "other.Mixed.objects.create()": "create shop.other.Mixed",
}


@pytest.mark.parametrize(("body", "effect"), TARGETS.items(), ids=list(TARGETS))
def test_what_it_is_done_to(handler: Callable[..., Receiver], body: str, effect: str) -> None:
    imports = "import unknown\nimport unknown.models\nfrom shop import other\nfrom shop.models import Mixed\n"
    other = "# shop/other.py\nfrom somewhere import Unknown\nclass Mixed(Unknown): ...\n"
    assert told(handler(imports + SIGNALS.format(body), other, services(""))) == [effect]


def test_what_is_no_model_is_nothing_of_the_orm(handler: Callable[..., Receiver]) -> None:
    assert (
        told(handler("from shop.models import Form\n" + SIGNALS.format("Form(instance).check()"), services(""))) == []
    )
    assert told(handler("from shop.models import Form\n" + SIGNALS.format("Form.objects.count()"), services(""))) == []


@pytest.mark.parametrize(
    ("connection", "model"),
    [
        ("@receiver(post_save, sender=Order)", "shop.models.Order"),
        ('@receiver(post_save, sender="shop.Order")', "shop.models.Order"),
        ("@receiver([pre_save, post_save], sender=Order)", "shop.models.Order"),
        ("@receiver(post_save, sender=Parcel)\n@receiver(post_save, sender=Order)", ""),
        ("@receiver(post_save)", ""),
        ("@receiver(post_save, sender=settings.AUTH_USER_MODEL)", ""),
        ("@receiver(post_save, sender=Parcel.orders.through)", ""),
    ],
)
def test_the_model_of_the_instance(handler: Callable[..., Receiver], connection: str, model: str) -> None:
    (reached,) = handler(f"{connection}\ndef handle(sender, instance, **kwargs):\n    instance.save()\n").effects()
    assert reached.model == model


# --- Calls -----------------------------------------------------------------------------------------------------------

FOLLOWED = {
    "function": (
        "services.touch(instance)",
        "def touch(order): order.save()",
        ["services.touch > save <instance> [shop.models.Order]"],
    ),
    "keyword": (
        "services.touch(order=instance)",
        "def touch(by=1, *, order): order.save()",
        ["services.touch > save <instance> [shop.models.Order]"],
    ),
    "what hangs on it": (
        "services.touch(instance.customer)",
        "def touch(customer): customer.friend.save()",
        ["services.touch > save <instance>.customer.friend [shop.models.Customer]"],
    ),
    "new object": (
        "services.touch(Parcel())",
        "def touch(parcel): parcel.save()",
        ["services.touch > save shop.models.Parcel() [shop.models.Parcel]"],
    ),
    "class": (
        "services.make(Parcel)",
        "def make(model): model.objects.create()",
        ["services.make > create shop.models.Parcel [shop.models.Parcel]"],
    ),
    "all arguments": (
        "services.touch(sender=sender, instance=instance, **kwargs)",
        "def touch(sender, instance, raw): instance.save(update_fields=None if raw else ())",
        ["services.touch > save <instance> [shop.models.Order]"],
    ),
    "handed on by name": (
        "services.touch(**kwargs)",
        "def touch(instance, **kwargs):\n    if kwargs['created']: instance.save()",
        ["services.touch > save <instance> [shop.models.Order] if created"],
    ),
    "method of the model": (
        "instance.touch()",
        "",
        ["models.Order.touch > save <instance> [shop.models.Order]"],
    ),
    "method of another model": (
        "instance.touch_customer()",
        "",
        [
            (
                "models.Order.touch_customer > "
                "save <instance>.customer [shop.models.Customer] if instance.customer.active instance"
            )
        ],
    ),
    "class method": (
        "Order.clean_up()",
        "",
        ["models.Order.clean_up > delete self of shop.models.Order.__class__ [shop.models.Order]"],
    ),
    "method of an object": (
        "services.Saver(instance).save_it(1)",
        "class Saver:\n    def save_it(self, by): self.write()\n    def write(self): Parcel.objects.create()",
        ["services.Saver.save_it > services.Saver.write > create shop.models.Parcel [shop.models.Parcel]"],
    ),
    "object of a module": (
        "services.saver.save_it(instance)",
        "class Saver:\n    def save_it(self, order): order.save()\nsaver = Saver()",
        ["services.Saver.save_it > save <instance> [shop.models.Order]"],
    ),
    "client of a module": (
        "services.client.get('https://example.com')",
        "import httpx\nclient = httpx.Client()",
        ["network httpx.Client().get"],
    ),
    "client of a class": (
        "services.Http.client.get('https://example.com')",
        "import httpx\nclass Http:\n    client = httpx.Client()",
        [],
    ),
    "alias": (
        "services.touch_it(instance)",
        "def touch(order): order.save()\ntouch_it = touch",
        ["services.touch > save <instance> [shop.models.Order]"],
    ),
    "of a library by another name": (
        "services.get('https://example.com')",
        "from requests import get",
        ["network requests.get"],
    ),
    "guards on both sides": (
        "if created: services.touch(instance, created)",
        "def touch(order, new):\n    if new and order.total: order.save()",
        ["services.touch > save <instance> [shop.models.Order] if created instance.total instance"],
    ),
    "guard by the object": (
        "services.touch(instance.customer)",
        "def touch(customer):\n    if customer.active: customer.save()",
        ["services.touch > save <instance>.customer [shop.models.Customer] if customer.active customer"],
    ),
    "several calls down": (
        "services.a(instance)",
        "def a(x): b(x)\ndef b(y): c(y)\ndef c(z): z.save()",
        ["services.a > services.b > services.c > save <instance> [shop.models.Order]"],
    ),
    "too many calls down": (
        "services.a(instance)",
        "def a(x): b(x)\ndef b(y): c(y)\ndef c(z): d(z)\ndef d(w): w.save()",
        [],
    ),
    "in a circle": (
        "services.a(instance)",
        "def a(x):\n    x.save()\n    b(x)\ndef b(y): a(y)",
        ["services.a > save <instance> [shop.models.Order]"],
    ),
    "decorated by what runs it": (
        "services.touch(instance)",
        "@transaction.atomic\ndef touch(order): order.save()",
        ["services.touch > save <instance> [shop.models.Order]"],
    ),
    "decorated by what may not run it": (
        "services.touch(instance)",
        "from somewhere import later\n@later\ndef touch(order): order.save()",
        [],
    ),
    "generator": ("services.touch(instance)", "def touch(order): yield order.save()", []),
    "coroutine": ("services.touch(instance)", "async def touch(order): order.save()", []),
    "class that is called": ("services.Touch(instance)", "class Touch:\n    def __init__(self, x): x.save()", []),
    "property": ("instance.is_open", "", []),
    "not in this project": ("services.touch(instance)", "from somewhere import touch", []),
    "argument that cannot be seen": (
        "services.touch(*instance.orders)",
        "def touch(order): order.save()",
        ["services.touch > save ?"],
    ),
}


@pytest.mark.parametrize(("body", "text", "effects"), FOLLOWED.values(), ids=list(FOLLOWED))
def test_what_is_followed(handler: Callable[..., Receiver], body: str, text: str, effects: list[str]) -> None:
    assert told(handler(SIGNALS.format(body), services(text))) == effects


def test_a_coroutine_that_is_awaited_is_followed(handler: Callable[..., Receiver]) -> None:
    text = SIGNALS.format("await services.touch(instance)").replace("def handle", "async def handle")
    found = handler(text, services("async def touch(order): await order.asave()"))
    assert told(found) == ["services.touch > save <instance> [shop.models.Order]"]


def test_what_runs_in_a_loop_or_after_the_commit_does_so_further_down(handler: Callable[..., Receiver]) -> None:
    text = SIGNALS.format("for x in kwargs: services.touch(instance)\n    transaction.on_commit(services.clean)")
    found = handler(text, services("def touch(order): order.save()\ndef clean():\n    Parcel.objects.all().delete()"))
    assert [(tell(r).split(" ")[2], r.effect.in_loop, r.effect.deferred) for r in found.effects() if r.chain] == [
        ("save", True, False),
        ("delete", False, True),
    ]


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("touch(instance)", []),
        ("touch(instance, False)", []),
        ("touch(instance, new=True)", [()]),
        ("touch(instance, new=created)", [("created",)]),
        ("touch(instance, **kwargs)", [("new",)]),
        ("pass_on(instance, created)", [("created",)]),
        ("pass_on(instance, None)", []),
        ("pass_on(instance, 'yes')", [()]),
        ("save(instance)", [()]),
        ("either(instance)", [("instance.number",)]),
        ("either(instance, created)", [("created", "instance.number"), ("created is None",)]),
        ("named(instance)", [()]),
        ("named(instance, 'other')", []),
        ("again(instance)", [("new is not None",)]),
        ("unless(instance)", [()]),
        ("unless(instance, quiet=1)", []),
        ("outer(instance)", [("new",)]),
        ("nested(instance)", [("new",)]),
        ("walrus(instance)", [("(new := instance.number)",)]),
        ("walrus(instance, None)", [("(new := instance.number)",)]),
    ],
)
def test_what_a_call_settles_is_decided(
    handler: Callable[..., Receiver], call: str, expected: list[tuple[str, ...]]
) -> None:
    text = """
        def save(order, new=False): order.save()

        def touch(order, new=False):
            if new: order.save()

        def pass_on(order, fresh): touch(order, fresh)

        def either(order, new=True):
            if new and order.number: order.save()
            if new is None: order.save()

        def named(order, how="all"):
            if how in ("all", "some") and how != "some" and not how == "no": order.save()

        def again(order, new=None):
            new = new or order.number
            if new is not None: order.save()

        def unless(order, *, quiet=False):
            if quiet: return
            order.save()

        def outer(order, new=False): local(order)

        def local(order):
            new = order.number
            if new: order.save()

        def nested(order, new=False):
            def inner(new):
                if new: order.save()

            inner(order.number)

        def walrus(order, new=None):
            if (new := order.number): order.save()
    """
    saved = [
        reached
        for reached in handler(SIGNALS.format(f"services.{call}"), services(dedent(text))).effects()
        if reached.effect.kind == "save"
    ]
    assert [reached.effect.when for reached in saved] == expected
    if len(saved) == 1 and not saved[0].effect.when:
        assert not saved[0].perhaps
        assert not saved[0].effect.guards


def test_where_a_message_says_that_it_happens(handler: Callable[..., Receiver]) -> None:
    text = SIGNALS.format("instance.save()\n    services.a(instance)")
    found = handler(text, services("def a(x): b(x)\n\n\ndef b(y): y.save()"))
    line = found.function.place.line
    saves = [reached for reached in found.effects() if reached.effect.kind == "save"]
    assert [reached.where for reached in saves] == [f"line {line + 1}", f"line {line + 2}, in shop.services.b()"]
    assert [reached.module.name for reached in saves] == ["shop.signals", "shop.services"]


def test_only_so_many_functions_are_looked_at(handler: Callable[..., Receiver]) -> None:
    calls = "\n    ".join(f"services.f{number}(instance)" for number in range(80))
    functions = "\n".join(f"def f{number}(order): order.save()" for number in range(80))
    assert len(told(handler(SIGNALS.format(calls), services(functions)))) == 50


def test_what_is_not_asked_for_is_not_followed(handler: Callable[..., Receiver]) -> None:
    bodies = {
        "always": "services.a(instance)",
        "perhaps": "if created:\n        services.b(instance)",
        "often": "for line in lines:\n        services.c(instance)",
        "later": "transaction.on_commit(lambda: services.d(instance))",
    }
    functions = "\n".join(
        f"def {name}(order):\n    order.save()\n    if order.paid: order.delete()\n" for name in "abcd"
    )
    text = "from django.db import transaction\n" + SIGNALS.format("\n    ".join(bodies.values()))
    found = handler(text, services(functions))
    followed = {
        follow: {reached.chain[-1].function[-1] for reached in found.effects(follow) if reached.chain}
        for follow in Follow
    }
    assert followed == {
        Follow.EVERY: {"a", "b", "c", "d"},
        Follow.WHOLE: {"a", "b", "c", "d"},
        Follow.AT_ONCE: {"a", "b", "c"},
        Follow.ALWAYS: {"a", "d"},
        Follow.SAVES: {"a", "c"},
        Follow.NONE: set(),
    }
    assert found.own_effects == tuple(reached for reached in found.effects() if not reached.chain)
    assert [tell(reached) for reached in found.done_always if reached.chain] == [
        "services.a > save <instance> [shop.models.Order]",
        "services.d > save <instance> [shop.models.Order]",
    ]


def test_the_answer_is_remembered(handler: Callable[..., Receiver]) -> None:
    found = handler(SIGNALS.format("instance.save()"), services(""))
    assert found.effects() is found.effects()


# --- Which handlers a file judges ------------------------------------------------------------------------------------

HANDLERS = "# shop/handlers.py\nfrom shop.models import Order\n{}\ndef handle(sender, **kwargs):\n    pass\n"
CONNECTS = "from shop.handlers import handle\n\npost_save.connect(handle, sender=Order)\n"


def test_a_handler_of_another_file_is_judged_where_it_is_connected(handler: Callable[..., Receiver]) -> None:
    assert handler(CONNECTS, HANDLERS.format("")).name == "handle"


def test_unless_its_own_file_connects_it_too(tmp_path: Path) -> None:
    decorated = HANDLERS.format("from django.dispatch import receiver\n@receiver(post_save, sender=Order)").replace(
        "import receiver", "import receiver\nfrom django.db.models.signals import post_save"
    )
    example = examples.project(f"{MODELS}{decorated}# shop/signals.py\n{CONNECTS}# shop/test_signals.py\n{CONNECTS}")
    examples.write(tmp_path, example.all_files)
    project = Project(str(tmp_path), Options())
    counts = {
        name: len(SourceFile(project.modules.at(str(tmp_path / "shop" / name)), project).receivers_to_judge)
        for name in ("handlers.py", "signals.py", "test_signals.py")
    }
    assert counts == {"handlers.py": 1, "signals.py": 0, "test_signals.py": 0}
