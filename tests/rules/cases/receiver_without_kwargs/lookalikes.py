# rules: SIG004
"""Other libraries' signals, and names that only look like Django's: silent."""

import socket
import sqlite3

import blinker
import celery.signals
from blinker import signal
from celery import signals as celery_signals
from celery.signals import task_postrun, worker_ready
from celery.utils.dispatch import Signal as CelerySignal
from flask import template_rendered
from morango.sync.controller import session_controller
from pyqtgraph import SignalProxy
from PySide6.QtCore import Signal as QtSignal
from scrapy import signals
from somewhere import *
from sqlalchemy import event
from unknown_library import receiver as unknown_receiver
from unknown_library import user_registered


@worker_ready.connect
def on_ready(sender):
    print(sender)


@task_postrun.connect(sender="shop.tasks.ship")
def on_task(sender, task_id):
    print(task_id)


def on_worker(sender):
    print(sender)


worker_ready.connect(on_worker)
celery_signals.worker_shutdown.connect(on_worker)
celery.signals.beat_init.connect(on_worker)

started = CelerySignal(name="started", providing_args={"task"})
started.connect(on_worker)
signal("paid").connect(on_worker)
blinker.signal("paid").connect(on_worker)
named = blinker.Namespace().signal("named")
named.connect(on_worker)
template_rendered.connect(on_worker)
session_controller.signals.initializing.completed.connect(on_worker)


@signal("refunded").connect
def on_refunded(sender):
    print(sender)


@event.listens_for(object, "after_insert")
def on_insert(mapper, connection, target):
    print(target)


class Window:
    clicked = QtSignal(int)

    def __init__(self):
        self.clicked.connect(self.on_click)
        self.button.clicked.connect(self.on_click)
        self.proxy = SignalProxy(self.clicked, slot=self.on_click)

    def on_click(self, x):
        print(x)


class Spider:
    @classmethod
    def from_crawler(cls, crawler):
        spider = cls()
        crawler.signals.connect(spider.closed, signal=signals.spider_closed)
        return spider

    def closed(self, spider):
        print(spider)


# A signal that nobody knows may be anybody's; only Django's own decorator would tell.
user_registered.connect(on_worker)
from_a_star_import.connect(on_worker)


@unknown_receiver(user_registered)
def on_registered(sender, user):
    print(user)


connection = sqlite3.connect("shop.db")
socket.socket().connect(on_worker)


class Signal:
    def connect(self, handler):
        self.handler = handler


paid = Signal()
paid.connect(on_worker)
post_save = Signal()
post_save.connect(on_worker)
