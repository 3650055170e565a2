# rules: SIG201
"""A required parameter that a connected signal never sends."""

import functools
from functools import partial

from django.core.signals import got_request_exception, request_finished, request_started, setting_changed
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.backends.signals import connection_created
from django.db.models import signals
from django.db.models.signals import (
    class_prepared,
    m2m_changed,
    post_delete,
    post_init,
    post_migrate,
    post_save,
    pre_delete,
    pre_init,
    pre_migrate,
    pre_save,
)
from django.dispatch import Signal, receiver
from django.utils.autoreload import file_changed

# --- one signal, one argument of another ---


@receiver(pre_save)
def created_before_it_is(sender, instance, created, **kwargs):  # SIG201
    print(created)


@receiver(post_delete)
def created_when_it_is_gone(sender, instance, created, **kwargs):  # SIG201
    print(created)


@receiver(post_init)
def raw_of_init(sender, instance, raw, **kwargs):  # SIG201
    print(raw)


@receiver(pre_init)
def there_is_no_instance_yet(sender, instance, **kwargs):  # SIG201
    print(instance)


@receiver(m2m_changed)
def created_of_a_relation(sender, instance, action, created, **kwargs):  # SIG201
    print(created)


@receiver(pre_delete)
def raw_of_a_deletion(sender, instance, raw, **kwargs):  # SIG201
    print(raw)


@receiver(class_prepared)
def nothing_is_sent_but_the_sender(sender, instance, **kwargs):  # SIG201
    print(instance)


@receiver(request_finished)
def request_of_a_finished_request(sender, request, **kwargs):  # SIG201
    print(request)


@receiver(request_started)
def request_of_a_started_request(sender, request, **kwargs):  # SIG201
    print(request)


@receiver(got_request_exception)
def the_exception_is_not_sent(sender, exception, **kwargs):  # SIG201
    print(exception)


@receiver(setting_changed)
def the_setting_goes_by_its_name(sender, name, **kwargs):  # SIG201
    print(name)


@receiver(user_login_failed)
def nobody_has_failed_as(sender, user, **kwargs):  # SIG201
    print(user)


@receiver(user_logged_in)
def no_credentials_afterwards(sender, user, credentials, **kwargs):  # SIG201
    print(credentials)


@receiver(post_migrate)
def app_of_syncdb(sender, app, **kwargs):  # SIG201
    print(app)


@receiver(pre_migrate)
def created_models_of_syncdb(sender, created_models, **kwargs):  # SIG201
    print(created_models)


@receiver(connection_created)
def another_word_for_it(sender, db, **kwargs):  # SIG201
    print(db)


@receiver(file_changed)
def never_sent_though_once_documented(sender, file_path, kind, **kwargs):  # SIG201
    print(kind)


# --- spelling ---


@receiver(post_save)
def instace(sender, instace, **kwargs):  # SIG201
    print(instace)


@receiver(post_save)
def sendr(sendr, instance, **kwargs):  # SIG201
    print(sendr)


@receiver(post_save)
def keyword_only(*, sender, instance, is_new, **kwargs):  # SIG201
    print(is_new)


@receiver(post_save)
def two_at_once(sender, request, user, **kwargs):  # SIG201
    print(request, user)


@receiver(post_save)
def without_catch_all(sender, instance, request):  # SIG201
    print(request)


# --- several signals: only what all of them send is certain ---


@receiver([post_save, post_delete])
def a_list(sender, instance, created, **kwargs):  # SIG201
    print(created)


@receiver(post_save)
@receiver(post_delete)
def stacked(sender, instance, created, **kwargs):  # SIG201
    print(created)


@receiver(pre_save)
def decorated_and_connected(sender, instance, raw, **kwargs):  # SIG201
    print(raw)


pre_delete.connect(decorated_and_connected, sender=Order)


def in_a_loop(sender, instance, created, **kwargs):  # SIG201
    print(created)


for signal in (post_save, pre_save):
    signal.connect(in_a_loop, sender=Order)

paid = Signal()


@receiver([paid, pre_save])
def one_of_them_is_enough(sender, instance, created, **kwargs):  # SIG201
    print(created)


either = pre_save if settings.DEBUG else pre_delete


@receiver(either)
def whichever_it_is(sender, instance, created, **kwargs):  # SIG201
    print(created)


# --- whatever is connected ---

post_delete.connect(lambda sender, created, **kwargs: print(created), weak=False)  # SIG201
post_delete.connect(partial(two_at_once, request=None), weak=False)


class Indexer:
    def __init__(self):
        pre_save.connect(self.update, sender=Order)
        pre_save.connect(self.fine, sender=Order)

    def update(self, sender, instance, created, **kwargs):  # SIG201
        print(created)

    def fine(self, sender, instance, **kwargs):
        print(instance)

    def unbound(self, sender, instance, **kwargs):
        # That nothing binds `self` is SIG309's to say.
        print(instance)


pre_save.connect(Indexer.unbound)


class Notifier:
    def __call__(self, sender, instance, created, **kwargs):  # SIG201
        print(created)


notifier = Notifier()
signals.post_delete.connect(notifier)


class Record:  # SIG201
    def __init__(self, instance, created, **kwargs):
        self.created = created


pre_save.connect(Record)


def elsewhere(shop, sender, instance, **kwargs):  # SIG201
    print(shop)


post_save.connect(partial(elsewhere, "here"), weak=False)
post_save.connect(elsewhere)

# --- fine ---


@receiver(post_save)
def all_that_is_sent(sender, signal, instance, created, raw, using, update_fields, **kwargs):
    print(created)


@receiver(pre_init)
def args_and_kwargs_are_arguments(sender, args, kwargs, **rest):
    print(args, kwargs)


@receiver(m2m_changed)
def all_of_a_relation(sender, instance, action, reverse, model, pk_set, using, **kwargs):
    print(pk_set)


@receiver([post_save, post_delete])
def with_a_default(sender, instance, created=None, **kwargs):
    print(created)


@receiver([post_save, post_delete])
def in_both(sender, instance, using, **kwargs):
    print(using)


@receiver(post_save)
def more_positional_arguments(sender, *args, **kwargs):
    print(args)


@receiver(paid)
def a_signal_of_ones_own_sends_what_it_likes(sender, order, **kwargs):
    print(order)


@receiver([paid, post_save])
def sent_by_the_one_that_is_known(sender, instance, created, **kwargs):
    print(created)


one_or_the_other = post_save if settings.DEBUG else pre_save


@receiver(one_or_the_other)
def perhaps_sent(sender, instance, created, **kwargs):
    print(created)


def of_a_parameter(signal):
    @receiver(signal, weak=False)
    def handler(sender, anything, **kwargs):
        print(anything)

    return handler


def bound_by_a_partial(sender, shop, instance, **kwargs):
    print(shop)


post_save.connect(partial(bound_by_a_partial, shop="here"), weak=False)


def not_for_fixtures(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        if not kwargs.get("raw"):
            function(*args, **kwargs)

    return wrapper


def logged(level):
    def decorate(function):
        @functools.wraps(function)
        async def wrapper(*args, **kwargs):
            print(level)
            return await function(*args, **kwargs)

        return wrapper

    return decorate


@receiver(pre_save)
@not_for_fixtures
def below_a_decorator_that_hands_everything_on(sender, instance, created, **kwargs):  # SIG201
    print(created)


@receiver(pre_save)
@logged("info")
async def below_a_decorator_with_arguments(sender, instance, created, **kwargs):  # SIG201
    print(created)


@receiver(post_save)
@not_for_fixtures
def handed_what_is_sent(sender, instance, created, **kwargs):
    print(created)


def with_a_key_more(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        kwargs["request"] = None
        return function(*args, **kwargs)

    return wrapper


@receiver(post_save)
@with_a_key_more
def given_a_key_by_a_decorator(sender, instance, request, **kwargs):
    print(request)


def with_request(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, request=None, **kwargs)

    return wrapper


@receiver(post_save)
@with_request
def given_by_a_decorator(sender, instance, request, **kwargs):
    print(request)


class Methods:
    @receiver(post_save)
    def without_an_object(self, sender, instance, **kwargs):
        # SIG309's too.
        print(instance)

    @receiver(pre_save)
    def without_an_object_and_more(self, sender, instance, created, **kwargs):  # SIG201
        print(instance)

    @staticmethod
    @receiver(pre_save)
    def static(sender, instance, created, **kwargs):  # SIG201
        print(instance)


@receiver(post_save)
def positional_only(sender, created, /, **kwargs):
    # Not filled either, for another reason: SIG206.
    print(created)


@receiver(request_started)
def sometimes_sent(sender, environ, **kwargs):
    # That is SIG202.
    print(environ)
