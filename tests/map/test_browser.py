"""The page of ``flake8-signals map --format html`` in a real browser: Chromium, without a window."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from flake8_signals.commands.map import run as draw
from flake8_signals.map.html import render
from tests.support import browser
from tests.support.commands import EXAMPLE, FILES, write

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(not (browser.CHROMIUM and browser.DRIVER), reason="there is no Chromium with its driver"),
]

OVERLAPS = """
    const boxes = [...document.querySelectorAll(arguments[0])].map((box) => box.getBoundingClientRect());
    return boxes.flatMap((a, at) => boxes.slice(at + 1).filter((b) =>
        a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1)).length;
"""

FAINT = """
    const seen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const bytes = (color) => {
        seen.fillStyle = color;
        seen.fillRect(0, 0, 1, 1);
        return [...seen.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const light = (color) => bytes(color).map((part) => part / 255)
        .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
        .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
    const behind = (element) => {
        for (let at = element; at; at = at.parentElement) {
            const color = getComputedStyle(at).backgroundColor;
            if (!/(, 0\\)|transparent)$/.test(color)) return color;
        }
        return "white";
    };
    return [...document.querySelectorAll(".name, .badge, small, dt, h1, label, td, th")]
        .filter((element) => element.checkVisibility())
        .map((element) => [light(getComputedStyle(element).color), light(behind(element)), element.textContent])
        .filter(([a, b]) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5).map(([, , text]) => text);
"""
"""The texts with less contrast than the accessibility guidelines ask for."""


@pytest.fixture(scope="module")
def chrome() -> Iterator[webdriver.Chrome]:
    chrome = browser.chrome()
    yield chrome
    chrome.quit()


class Page:
    """A page that a browser shows, in words that the tests use."""

    def __init__(self, chrome: webdriver.Chrome, file: Path) -> None:
        self.browser = chrome
        self.address = file.as_uri()

    def open(self, name: str = "") -> "Page":
        self.browser.get("about:blank")
        self.browser.get(self.address + (f"#{name}" if name else ""))
        self.wait("return document.body.dataset.drawn === 'true'")
        return self

    def run(self, script: str, *arguments: object) -> Any:
        return self.browser.execute_script(script, *arguments)

    def wait(self, script: str) -> None:
        WebDriverWait(self.browser, 20).until(lambda _: self.run(script))

    def all(self, selector: str) -> list[WebElement]:
        return [element for element in self.browser.find_elements(By.CSS_SELECTOR, selector) if element.is_displayed()]

    def texts(self, selector: str) -> list[str]:
        return [element.text for element in self.all(selector)]

    def click(self, selector: str, text: str = "") -> None:
        [element] = [element for element in self.all(selector) if text in ("", element.text)]
        element.click()

    def press(self, *keys: str) -> None:
        webdriver.ActionChains(self.browser).send_keys(*keys).perform()

    def choose(self, select: str, value: str) -> None:
        self.click(f'#{select} option[value="{value}"]')

    @property
    def heading(self) -> str:
        """What the page says that it shows."""
        return next(iter(self.texts("#details h2")), "")

    def back(self) -> None:
        self.browser.back()

    def shows(self, heading: str) -> None:
        """Wait for the flow of something, or for all with an empty text."""
        if heading:
            self.wait(f"return document.querySelector('#details h2')?.textContent.startsWith({json.dumps(heading)})")
        else:
            self.wait("return document.querySelector('#details').hidden")

    def complaints(self) -> list[str]:
        """What the console has told since it was asked last."""
        return [str(entry["message"]) for entry in self.browser.get_log("browser")]  # type: ignore[no-untyped-call]


@pytest.fixture(scope="module")
def example_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of the example's page, with links to its code."""
    file = tmp_path_factory.mktemp("page") / "signals.html"
    source = "https://git.example/{path}#L{line}"
    assert draw([str(EXAMPLE), "--no-cache", "--format=html", "-o", str(file), "--source-url", source]) == 0
    return file


@pytest.fixture
def example(chrome: webdriver.Chrome, example_file: Path) -> Iterator[Page]:
    """Return the example's page, which must not have complained in the end."""
    page = Page(chrome, example_file).open()
    yield page
    assert page.complaints() == []


def page_of(chrome: webdriver.Chrome, folder: Path, files: dict[str, str]) -> Page:
    """Return the page of a project with these files."""
    write(folder, FILES | files)
    file = folder / "signals.html"
    assert draw([str(folder), "--no-cache", "--format=html", "-o", str(file)]) == 0
    return Page(chrome, file).open()


# --- The picture ---------------------------------------------------------------------------------------------------


def test_it_opens_with_boards_of_apps_that_do_not_overlap(example: Page) -> None:
    heads = example.texts(".board .fold")
    assert {head.partition("\n")[0] for head in heads} >= {"accounts", "catalog", "orders", "stock"}
    assert "3 models · 1 signal · 3 receivers" in [head.partition("\n")[2] for head in heads]
    assert example.run(OVERLAPS, ".board") == 0
    assert example.texts('.board[data-app="stock"] .part.never :is(.name, .never)') == [
        "on_product_saved",
        "never runs",
    ]
    ends = example.run(
        "return [...document.querySelectorAll('#sheet > svg > path')].map((path) => path.getAttribute('d'))"
    )
    assert ends
    assert not [path for path in ends if re.search("NaN|undefined", path)]


def test_what_is_pointed_at_stands_out_with_what_it_is_tied_to(example: Page) -> None:
    [row] = [row for row in example.all(".part .name") if row.text == "order_paid"]
    webdriver.ActionChains(example.browser).move_to_element(row).perform()
    assert set(example.texts(".part.on .name")) == {"order_paid", "on_order_paid"}
    assert len(example.run("return [...document.querySelectorAll('path.on')]")) == 1


def test_boards_fold(example: Page) -> None:
    rows = len(example.all(".part"))
    example.click('.board[data-app="orders"] .fold')
    assert example.all('.board[data-app="orders"] .part') == []
    assert example.all('.board[data-app="orders"] .fold')[0].get_attribute("aria-expanded") == "false"
    example.click('.board[data-app="orders"] .fold')
    assert len(example.all(".part")) == rows
    example.click("#unfold")
    assert example.texts(".part .name") == ["on_product_saved"]  # what stands out stays


def test_cycles_and_the_dead_stand_out(chrome: webdriver.Chrome, tmp_path: Path) -> None:
    signals = """
        from django.db.models.signals import post_save
        from django.dispatch import receiver

        from .models import Line, Order

        @receiver(post_save, sender=Order)
        def pack(sender, instance, **kwargs):
            Line.objects.create(order=instance)

        @receiver(post_save, sender=Line)
        def count(sender, instance, **kwargs):
            instance.order.save()

        post_save.connect(lambda **kwargs: None, sender=Order)
    """
    models = """
        from django.db import models

        class Order(models.Model):
            pass

        class Line(models.Model):
            order = models.ForeignKey(Order, models.CASCADE)
    """
    page = page_of(chrome, tmp_path, {"shop/signals.py": signals, "shop/models.py": models})
    assert sorted(page.texts(".part:has(.badge.cycle) .name")) == ["count", "pack"]
    assert page.texts(".part:has(.badge.dead) .name") == ["<lambda>"]
    assert len(page.run("return [...document.querySelectorAll('path.cycle')]")) == 4
    assert page.texts(".cycles li") == ["shop.signals.count → shop.signals.pack → shop.signals.count"]
    page.click(".part .name", "Line")
    page.shows("model shop.Line")
    assert len(page.run("return [...document.querySelectorAll('path.cycle')]")) >= 4
    assert page.complaints() == []


# --- A flow --------------------------------------------------------------------------------------------------------


def test_a_click_shows_the_flow_from_left_to_right(example: Page) -> None:
    example.click(".part.model .name", "Order")
    example.shows("model orders.Order")
    assert example.browser.current_url.endswith("#orders.Order")
    assert example.browser.title == "orders.Order · Signals of example"
    cards = example.all(".card")
    places = {card.find_element(By.CSS_SELECTOR, ".name").text: card.rect for card in reversed(cards)}
    across = [places[name]["x"] for name in ("Order", "post_save", "process_order", "Invoice")]
    assert across == sorted(across)
    assert places["post_save"]["y"] < places["post_delete"]["y"]  # in the order of the calls
    assert example.run(OVERLAPS, ".card") == 0
    assert "create if not raw and instance.paid" in [" ".join(text.split()) for text in example.texts(".label")]


def test_a_receiver_tells_all_that_is_known_of_it(example: Page) -> None:
    example.open("orders.signals.process_order").shows("receiver orders.signals.process_order")
    said = " ".join(example.texts("#details")[0].split())
    for text in (
        "orders/signals.py:15",
        "process_order(sender, instance, raw, **kwargs)",
        "SIG003 receiver 'process_order' holds business logic",
        "post_save of orders.Order",
        "loaded by orders.apps.OrdersConfig.ready → orders.signals",
        "create orders.models.Invoice if not raw and instance.paid orders/signals.py:32",
    ):
        assert text in said
    links = [str(link.get_attribute("href")) for link in example.all("#details a.source")]
    assert "https://git.example/orders/signals.py#L15" in links


def test_edges_are_followed_and_the_way_back_is_found(example: Page) -> None:
    example.open("orders.Order").shows("model orders.Order")
    example.click(".card.receiver .title .name", "process_order")
    example.shows("receiver orders.signals.process_order")
    example.run(
        "document.querySelector('#sheet path[data-to=\"orders.Invoice\"]').dispatchEvent(new MouseEvent('click'))"
    )
    example.shows("model orders.Invoice")
    example.back()
    example.shows("receiver orders.signals.process_order")
    example.back()
    example.shows("model orders.Order")
    example.click("#back")
    example.shows("")
    example.back()
    example.shows("model orders.Order")


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        pytest.param("orders.Order", "model orders.Order", id="label"),
        pytest.param("orders.models.Order", "model orders.Order", id="dotted name"),
        pytest.param("process_order", "receiver orders.signals.process_order", id="end"),
        pytest.param("orders.events.order_paid", "signal orders.events.order_paid", id="signal"),
        pytest.param("post_delete", "signal django.db.models.signals.post_delete", id="signal of Django"),
    ],
)
def test_an_address_can_be_shared(name: str, heading: str, example: Page) -> None:
    example.open(name)
    assert example.heading.partition("\n")[0].startswith(heading)


def test_a_signal_of_django_leads_to_the_receivers_of_every_model(example: Page) -> None:
    example.open("post_delete")
    labels = [text for text in example.texts(".label") if text.startswith("of ")]
    assert sorted(labels) == ["of Line", "of Order", "of Product"]
    assert set(example.texts(".card.receiver .title .name")) >= {"log_removed_line", "forget_order"}


@pytest.mark.parametrize("name", ["no.such.thing", "%E0%A4%A", "%3Cimg src=x onerror=alert(1)%3E"])
def test_an_address_of_nothing_shows_all_and_says_so(name: str, example: Page) -> None:
    example.open(name)
    assert example.all(".board")
    assert example.texts("#told") == ["There is nothing of that name, so this is all"]


def test_hops_can_be_limited(example: Page) -> None:
    example.open("auth.User").shows("model auth.User")
    whole = len(example.all(".card"))
    example.choose("hops", "1")
    assert 1 < len(example.all(".card")) <= whole


def test_the_pictures_of_the_readme_can_be_taken(tmp_path: Path) -> None:
    browser.take(tmp_path)
    assert {file.name for file in tmp_path.iterdir()} == set(browser.PICTURES)


# --- Finding -------------------------------------------------------------------------------------------------------


def test_filters_narrow_the_picture_and_the_tables(example: Page) -> None:
    whole = len(example.all(".part")), len(example.all("tbody tr"))
    example.choose("state", "never")
    assert example.texts(".part.receiver .name") == ["on_product_saved"]
    assert len(example.all("tbody tr")) == 1
    assert example.texts("#many") == ["1 of 7 connections"]
    example.choose("state", "")
    example.choose("app", "accounts")
    assert set(example.texts(".part.receiver .name")) == {"on_user_saved", "on_order_paid"}
    example.choose("app", "")
    example.choose("signal", "orders.events.order_paid")
    assert example.texts(".part.receiver .name") == ["on_order_paid"]
    example.choose("signal", "")
    example.click("#findings")
    found = example.texts(".part.receiver")
    assert 0 < len(found) < 7
    assert all("⚑" in text for text in found)
    example.click('button[type="reset"]')
    example.wait("return document.querySelectorAll('.part.receiver').length === 7")
    assert (len(example.all(".part")), len(example.all("tbody tr"))) == whole


def test_what_is_looked_for_is_found_by_the_keyboard_alone(example: Page) -> None:
    example.press("/")
    example.press("process")
    assert len(example.all("#found li")) == 1
    assert len(example.all("tbody tr")) == 1
    example.press(Keys.ENTER)
    example.shows("receiver orders.signals.process_order")
    assert example.run("return document.activeElement.tagName") == "H2"  # what a screen reader goes on from
    example.press(Keys.ESCAPE)
    example.shows("")
    example.run("document.querySelector('.part').focus()")
    before = example.run("return document.activeElement.textContent")
    example.press(Keys.ARROW_DOWN)
    assert example.run("return document.activeElement.matches('.part, .fold')")
    assert example.run("return document.activeElement.textContent") != before


def test_the_lists_lead_to_the_flows(example: Page) -> None:
    assert example.texts("#lists h2") == ["Never runs", "Most far-reaching models"]
    example.click("#lists .lost a")
    example.shows("receiver stock.signals.on_product_saved")


def test_everything_that_can_be_used_has_a_name(example: Page) -> None:
    for name in ("", "orders.Order"):
        example.open(name)
        unnamed = [
            element.get_attribute("outerHTML")
            for element in example.all("a, button, input, select")
            if not element.accessible_name
        ]
        assert unnamed == []
    assert "process_order" in example.all(".card.root .title")[0].accessible_name  # and what it leads to


# --- Without a script, on paper, in the dark -----------------------------------------------------------------------


def test_without_a_script_the_lists_and_tables_are_there(example_file: Path) -> None:
    chrome = browser.chrome(**{"profile.managed_default_content_settings.javascript": 2})
    try:
        chrome.get(example_file.as_uri())
        page = Page(chrome, example_file)
        assert page.all("#picture, form, #details") == []
        assert len(page.all("tbody tr")) == 7
        page.click("#lists .lost a")
        assert chrome.current_url.endswith("#stock.signals.on_product_saved")
        [row] = page.all("tr:target")
        assert "on_product_saved" in row.text
    finally:
        chrome.quit()


def test_it_is_printed_whole(example: Page) -> None:
    for name in ("", "orders.Order"):
        example.open(name)
        example.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        assert example.all("form") == []
        assert example.run("return getComputedStyle(document.querySelector('#canvas')).overflow") == "visible"
        example.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
        assert len(example.browser.print_page()) > 10_000


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_stand_out_from_what_is_behind_them(scheme: str, example: Page) -> None:
    wanted = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    example.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", wanted)
    try:
        for name in ("", "orders.signals.process_order", "stock.signals.on_product_saved"):
            example.open(name)
            assert example.run(FAINT) == []
    finally:
        example.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


# --- What the project's text may be --------------------------------------------------------------------------------

HOSTILE = [
    "</script><script>document.title='taken'</script>",
    "<img src=x onerror=\"document.title='taken'\">",
    "\"' onfocus=document.title='taken' autofocus x='",
    "javascript:document.title='taken'",
    "{{ 7*7 }}${7*7}`",
    "مرحبا بالعالم",
    "\u202egnp.exe\x1b[2J",
    "😀👩‍👩‍👧",
    "%3Cb%3E%00%E0%A4%A",
    "__proto__",
    "constructor",
    "x" * 300,
    "a_b." * 75,
    "<!--",
    "]]>",
    "&lt;b&gt;\u2028",
]


def test_nothing_that_a_project_says_changes_the_page(chrome: webdriver.Chrome, tmp_path: Path) -> None:
    receivers = "\n\n".join(
        f"@receiver(post_save, sender={f'shop.{name}'!r}, dispatch_uid={name!r})\n"
        f"def h{number}(sender, instance, **kwargs):\n    if instance.x == {name!r}:\n        instance.save()"
        for number, name in enumerate(HOSTILE)
    )
    long = f"@receiver(post_save)\ndef {'very_' * 60}long(sender, **kwargs):\n    pass\n"
    imports = "from django.db.models.signals import post_save\nfrom django.dispatch import receiver\n\n"
    page = page_of(chrome, tmp_path, {"shop/signals.py": f"{imports}{receivers}\n\n{long}"})
    count = "return ['script', 'img', 'iframe', 'object', 'style'].map((tag) => document.querySelectorAll(tag).length)"
    assert page.run(count) == [2, 0, 0, 0, 1]
    number = page.run("return parts.length")
    assert number >= 2 * len(HOSTILE) + 2
    title = page.browser.title
    for _ in ("unfolded", "folded"):
        assert page.run(OVERLAPS, ".board") == 0
        page.click("#unfold")
    for at in range(number):
        page.run("location.hash = ''; go(arguments[0])", at)
        page.wait(f"return shown === {at}")
        assert page.browser.title.endswith(title)
        assert page.run(
            "return document.querySelector('#details h2').textContent.includes(parts[arguments[0]].key)", at
        )
        assert page.run(OVERLAPS, ".card") == 0
        assert page.run("return document.documentElement.scrollWidth <= innerWidth")
    assert page.run(count) == [2, 0, 0, 0, 1]
    assert page.complaints() == []


def test_a_thousand_receivers_are_readable(chrome: webdriver.Chrome, tmp_path: Path) -> None:
    places = {"path": "a.py", "line": 1}
    rows: list[dict[str, Any]] = []
    effects: list[dict[str, Any]] = []
    models: list[dict[str, Any]] = []
    for number in range(1000):
        app, other = f"app{number % 40}", f"app{(number * 7 + number // 40) % 40}"
        receiver, model = f"big.{app}.signals.receiver_{number}", f"big.{other}.models.Model{number % 9}"
        if all(row["name"] != model for row in models):
            models.append({"name": model, "label": model.replace(".models", "")[4:], "app": other, **places})
        row = {"receiver": receiver, **places, "signal": "django.db.models.signals.post_save", "sender": model}
        row |= {"signature": "sender, **kwargs", "dispatch_uid": None, "weak": True, "async": False, "order": number}
        row |= {"connected_at": places, "loaded": "never" if number % 50 == 0 else "ready", "loaded_by": []}
        rows.append(row | {"guards": [], "findings": [], "killed_by": []})
        effect = {
            "receiver": receiver,
            "receiver_line": 1,
            "kind": "save",
            "target": f"big.{app}.models.Model{number % 7}",
            **places,
        }
        effect |= {"through": None, "source": "x.save", "guards": [], "deferred": False, "repeated": False, "via": []}
        effects.append(effect)
    data = {"version": 2, "root": "/big", "signals": [], "models": models, "receivers": rows, "sends": []}
    data |= {"effects": effects, "relations": [], "cycles": []}
    file = tmp_path / "big.html"
    file.write_text(render(data), encoding="utf-8")
    page = Page(chrome, file).open()
    assert len(page.all(".board")) == 40
    assert page.run(OVERLAPS, ".board") == 0
    assert page.run("return document.querySelectorAll('.part').length") == 20  # what never runs; the rest is folded
    page.click("#unfold")
    assert page.run(OVERLAPS, ".board") == 0
    page.open("app3.Model3")
    assert page.run(OVERLAPS, ".card") == 0
    assert page.run("return document.querySelectorAll('.card').length") <= 80
    assert page.complaints() == []
