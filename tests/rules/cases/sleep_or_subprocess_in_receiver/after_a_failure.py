# rules: SIG502
# shop/client.py
import time
import urllib.request


def call(url, retries=0):
    attempt = 0
    while True:
        try:
            return urllib.request.urlopen(url, timeout=5)
        except OSError:
            if attempt >= retries:
                return None
            attempt += 1
            time.sleep(0.3 * attempt)


def call_slowly(url):
    try:
        return urllib.request.urlopen(url, timeout=5)
    finally:
        time.sleep(1)


# shop/signals.py
from shop.client import call, call_slowly


@receiver(user_logged_out)
def tried_once(sender, **kwargs):
    call("https://example.org/logout")


@receiver(user_logged_in)
def slowed_down(sender, **kwargs):  # SIG502
    call_slowly("https://example.org/login")


@receiver(user_logged_in)
def waited_and_failed(sender, **kwargs):  # SIG502
    try:
        time.sleep(1)
    except OSError:
        pass
