# rules: SIG112
"""Every ready() that Django calls without running it, or never calls, beside those that run."""

# shop/apps.py
import asyncio
import contextlib
import functools

from asgiref.sync import async_to_sync
from django.apps import AppConfig
from django.contrib.auth.apps import AuthConfig


class Coroutine(AppConfig):
    name = "shop"

    async def ready(self):  # SIG112
        from . import signals  # noqa: F401


class OfAnotherApp(AuthConfig):
    async def ready(self):  # SIG112
        super().ready()


class Generator(AppConfig):
    name = "shop"

    def ready(self):  # SIG112
        from . import signals  # noqa: F401

        yield


class AsyncGenerator(AppConfig):
    name = "shop"

    async def ready(self):  # SIG112
        yield


class DefinedAgain(AppConfig):
    name = "shop"

    def ready(self):
        pass

    async def ready(self):  # SIG112
        pass


# Those that run.


class Plain(AppConfig):
    name = "shop"

    def ready(self):
        async def later():
            pass

        def numbers():
            yield 1

        asyncio.run(later())


class Decorated(AppConfig):
    name = "shop"

    @async_to_sync
    async def ready(self):
        pass


class DecoratedGenerator(AppConfig):
    name = "shop"

    @functools.partial(contextlib.contextmanager)
    def ready(self):
        yield


class Wrapped(AppConfig):
    name = "shop"

    async def ready(self):
        pass

    ready = async_to_sync(ready)


class WrappedBelow(AppConfig):
    name = "shop"

    async def ready(self):
        pass


WrappedBelow.ready = async_to_sync(WrappedBelow.ready)


class LastIsPlain(AppConfig):
    name = "shop"

    async def ready(self):
        pass

    def ready(self):
        pass


class Base(AppConfig):
    async def ready(self):
        pass


class Running(Base):
    name = "shop"

    def ready(self):
        asyncio.run(super().ready())


class BaseOfElsewhere(AppConfig):
    async def ready(self):
        pass


class OtherMethods(AppConfig):
    name = "shop"

    def ready(self):
        asyncio.run(self.prepare())

    async def prepare(self):
        pass


# Others than Django's have a ready() of their own.


class Pool:
    async def ready(self):
        pass


class PoolConfig(Pool):
    name = "pool"

    async def ready(self):
        pass


# other/__init__.py
# other/apps.py
import asyncio

from shop.apps import BaseOfElsewhere


class OtherConfig(BaseOfElsewhere):
    name = "other"

    def ready(self):
        asyncio.run(super().ready())


# bot/__init__.py
from discord import Client, ClientConfig


class BotConfig(ClientConfig):
    name = "bot"

    async def ready(self):
        pass


class Bot(Client):
    async def ready(self):
        pass


# shop/tests/__init__.py
# shop/tests/apps.py
from django.apps import AppConfig


class TestConfig(AppConfig):
    name = "shop.tests"

    async def ready(self):
        pass
