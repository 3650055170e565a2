# rules: SIG202
"""A required parameter that the signal sends at some times only."""

from django.core.signals import request_finished, request_started
from django.db.models.signals import post_migrate, post_save, pre_migrate
from django.dispatch import receiver


@receiver(request_started)
def under_wsgi(sender, environ, **kwargs):  # SIG202
    print(environ)


@receiver(request_started)
def under_asgi(sender, scope, **kwargs):  # SIG202
    print(scope)


@receiver([request_started, request_finished])
def of_two_signals(sender, environ, **kwargs):  # SIG202
    # Never sent by the one (SIG201), and sometimes by the other.
    print(environ)


@receiver(post_migrate)
def apps_of_migrate(sender, apps, **kwargs):  # SIG202
    print(apps)


@receiver(post_migrate)
def plan_of_migrate(app_config, plan, **kwargs):  # SIG202
    print(plan)


@receiver(post_migrate)
def stdout_of_migrate(sender, *, stdout, **kwargs):  # SIG202
    stdout.write("")


def connected(sender, apps, **kwargs):  # SIG202
    print(apps)


post_migrate.connect(connected)
post_migrate.connect(lambda sender, apps, **kwargs: print(apps), weak=False)  # SIG202



@receiver(post_migrate)
def a_key_of_migrate(sender, using, **kwargs):  # SIG202
    print(kwargs["apps"].get_model("auth", "Group"))


@receiver(request_started)
def a_key_under_wsgi(sender, **options):  # SIG202
    print(options["environ"]["PATH_INFO"])


@receiver(post_migrate)
def a_popped_key(sender, using, **kwargs):  # SIG202
    print(kwargs.pop("plan"))


# --- fine ---


@receiver(request_started)
def a_key_that_is_there(sender, **kwargs):
    if "environ" in kwargs:
        print(kwargs["environ"])
    else:
        print(kwargs["scope"])


@receiver(post_migrate)
def a_key_in_a_try(sender, **kwargs):
    try:
        print(kwargs["apps"])
    except KeyError:
        print(sender)


@receiver(post_migrate)
def a_key_that_is_put_there(sender, **kwargs):
    kwargs["apps"] = sender.apps
    print(kwargs["apps"])


@receiver(pre_migrate)
def a_key_before_a_migration(sender, **kwargs):
    print(kwargs["apps"])


@receiver(pre_migrate)
def before_a_migration(sender, apps, plan, stdout, **kwargs):
    # Nothing but `migrate` sends it.
    stdout.write(f"{apps} {plan}")


@receiver(request_started)
def either(sender, environ=None, scope=None, **kwargs):
    print(environ, scope)


@receiver(request_started)
def from_kwargs(sender, **kwargs):
    print(kwargs.get("environ"))


@receiver(post_migrate)
def what_is_always_sent(sender, app_config, verbosity, interactive, using, **kwargs):
    print(using)


@receiver(post_migrate)
def with_defaults(sender, apps=None, plan=(), stdout=None, **kwargs):
    print(apps)


@receiver(post_save)
def always_sent(sender, instance, created, raw, **kwargs):
    print(instance)


@receiver(post_migrate)
def positional_only(apps, /, **kwargs):
    # Never filled: SIG206.
    print(apps)
