"""A real browser without a window, and the README's pictures, which it takes: ``python -m tests.support.browser``."""

import shutil
import tempfile
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from flake8_signals.commands.map import run as draw
from tests.support.commands import EXAMPLE, ROOT

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")

PICTURES = {"map.png": "", "flow.png": "orders.Order"}
"""The pictures in ``.github``, with what the page shows in each."""


def chrome(*arguments: str, **preferences: object) -> webdriver.Chrome:
    """Start a browser that keeps what its console says."""
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM or ""
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1400,900", *arguments):
        options.add_argument(argument)
    options.add_experimental_option("prefs", preferences)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options=options, service=Service(DRIVER))


def take(folder: Path) -> None:
    """Take the pictures of the bundled example's page."""
    browser = chrome("--window-size=1480,860", "--hide-scrollbars", "--force-device-scale-factor=1.25")
    with tempfile.TemporaryDirectory() as place:
        file = Path(place, "signals.html")
        draw([str(EXAMPLE), "--no-cache", "--format=html", "-o", str(file)])
        for name, shown in PICTURES.items():
            browser.get("about:blank")
            browser.get(f"{file.as_uri()}#{shown}")
            browser.save_screenshot(str(folder / name))
    browser.quit()


if __name__ == "__main__":
    take(ROOT / ".github")
