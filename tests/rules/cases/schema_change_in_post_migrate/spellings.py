# rules: SIG509
from django.db import connections

TABLE = """
    create table if not exists shop_totals (total integer)
"""

# --- reported ---


@receiver(post_migrate)
def creates(sender, **kwargs):  # SIG509
    with connection.cursor() as cursor:
        cursor.execute(TABLE)


@receiver(post_migrate)
def alters(sender, using, **kwargs):  # SIG509
    cursor = connections[using].cursor()
    cursor.execute("ALTER TABLE shop_order ADD COLUMN total integer")


@receiver(post_migrate)
def drops(sender, **kwargs):  # SIG509
    connection.cursor().execute("DROP INDEX shop_order_status")


@receiver(post_migrate)
def edits(sender, **kwargs):  # SIG509
    with connection.schema_editor() as editor:
        editor.add_field(Order, Order._meta.get_field("total"))


@receiver(post_migrate)
def unique(sender, **kwargs):  # SIG509
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("CREATE UNIQUE INDEX one ON shop_order (status)")


# --- fine ---


@receiver(post_migrate)
def other_sql(sender, **kwargs):
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('shop_order_id_seq', 1)")
        cursor.execute("CREATE OR REPLACE FUNCTION total() RETURNS trigger AS ''")
        cursor.execute("INSERT INTO shop_tables VALUES ('ALTER TABLE')")
        cursor.execute(sender.sql)
        cursor.fetchall()


@receiver(pre_migrate)
def before(sender, **kwargs):
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
