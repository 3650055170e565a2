# rules: SIG321
from django.db.models import signals
from django.dispatch import Signal
from shop.services import StrictSignal

paid = Signal()
cached = Signal(use_caching=True)
strict = StrictSignal(use_caching=True)


def assigns():
    saved = post_save.receivers
    post_save.receivers = [entry for entry in saved if entry[0][1] == id(None)]  # SIG321
    signals.pre_save.receivers = list(filter(None, saved))  # SIG321
    post_delete.receivers = saved[:1] + saved[2:]  # SIG321
    post_delete.receivers[:] = [saved[0]]  # SIG321
    post_save.receivers = saved


def changes(entry):
    post_save.receivers.append(entry)  # SIG321
    post_save.receivers.remove(entry)  # SIG321
    m2m_changed.receivers += [entry]  # SIG321
    pre_delete.receivers[0] = entry  # SIG321
    del pre_delete.receivers[0]  # SIG321
    cached.receivers.pop()  # SIG321


def changes_several(entry):
    for signal in (pre_save, post_save):
        signal.receivers.insert(0, entry)  # SIG321


class Quiet:
    def __enter__(self):
        if self.on:
            post_save.receivers.pop()  # SIG321

    def __exit__(self, *args):
        post_save.sender_receivers_cache.clear()


# --- what clears the cache, or has none ---


def cleared():
    post_save.receivers = [entry for entry in post_save.receivers if entry]
    pre_save.receivers.pop()
    for signal in (post_save, pre_save):
        signal.sender_receivers_cache.clear()


def connected_later(entry):
    post_save.receivers.append(entry)
    post_save.connect(entry)


def connected_before(entry):
    post_save.connect(entry)
    pre_save.connect(entry)
    post_save.receivers.append(entry)  # SIG321


# A signal without any receiver does not ask its cache: nothing is called, until these are put back.
def emptied():
    saved = post_save.receivers
    post_save.receivers = []
    pre_save.receivers.clear()
    del pre_save.receivers[:]
    pre_save.receivers[:] = []
    post_save.receivers = saved
    pre_save.receivers += saved
    pre_save.receivers.extend(saved)
    pre_delete.receivers = saved + pre_delete.receivers


def reads():
    for entry in post_save.receivers:
        print(entry, post_save.receivers[0], len(post_save.receivers), post_save.receivers.index(entry))
    receivers = [entry for entry in post_save.receivers]
    receivers.append(1)
    post_save.receivers.copy().pop()


def others(signal, task):
    paid.receivers.append(task)
    request_started.receivers = [task, task]
    strict.receivers.append(task)
    signal.receivers.append(task)
    task.receivers = [1, 2]
    Order.receivers = [1]
    for any_signal in (post_save, paid):
        any_signal.receivers.append(task)
# shop/services.py
from django.dispatch import Signal


class StrictSignal(Signal):
    def send(self, sender, **named):
        self.sender_receivers_cache.clear()
        return super().send(sender, **named)
