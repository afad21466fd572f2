"""A number for each sprint, and one for the whole site, that is another after every commit.

Kept pages ask for it. Triggers move it, so it does not matter how a row changes: by a save, a bulk
statement, raw SQL or a cascade. Record 6 says why this is strict and why nobody waits.
"""

import hashlib
import secrets
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor

SITE = 0  # the scope of what belongs to no sprint; no sprint has this key
PREFIX = "version_"
LARGEST_STEP = 10**6  # the sum of nine million million steps fits a database integer


class Version(models.Model):
    """By how much a transaction moved the number of a sprint. On SQLite one row is all of them."""

    pk = models.CompositePrimaryKey("scope", "writer")
    scope = models.BigIntegerField()
    writer = models.BigIntegerField()
    step = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.scope} by {self.step}"


TABLE = Version._meta.db_table
WRITER = "pg_current_xact_id()::text::bigint"
ON_POSTGRESQL = """
CREATE OR REPLACE FUNCTION "{function}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF to_jsonb(OLD) - {unseen} = to_jsonb(NEW) - {unseen} THEN RETURN NULL; END IF;
  END IF;
  INSERT INTO {versions} (scope, writer, step)
  SELECT moved.scope, {writer}, 1 + floor(random() * {step})::bigint FROM ({scopes}) AS moved
  WHERE moved.scope IS NOT NULL
  ON CONFLICT (scope, writer) DO UPDATE SET step = {versions}.step + EXCLUDED.step;
  RETURN NULL;
END $$;
CREATE TRIGGER "{name}" AFTER INSERT OR UPDATE OR DELETE ON "{table}"
FOR EACH ROW EXECUTE FUNCTION "{function}"()"""
ON_SQLITE = """
CREATE TRIGGER "{name}" AFTER {event} ON "{table}" {condition} BEGIN
  INSERT INTO {versions} (scope, writer, step)
  SELECT moved.scope, 0, 1 + abs(random() % {step}) FROM ({scopes}) AS moved
  WHERE moved.scope IS NOT NULL
  ON CONFLICT (scope, writer) DO UPDATE SET step = step + excluded.step;
END"""
FOLD = f"""
WITH free AS (SELECT scope, writer FROM {TABLE} FOR UPDATE SKIP LOCKED),
gone AS (DELETE FROM {TABLE} USING free
  WHERE {TABLE}.scope = free.scope AND {TABLE}.writer = free.writer
  RETURNING {TABLE}.scope, {TABLE}.step)
INSERT INTO {TABLE} (scope, writer, step)
SELECT scope, {WRITER}, SUM(step) FROM gone GROUP BY scope"""  # noqa: S608 -- no input


def version(scope: int | None) -> int:
    """The number of this sprint and what belongs to none together; None: of the whole site."""
    where = "" if scope is None else f"WHERE scope IN ({SITE}, %s)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT SUM(step) FROM {TABLE} {where}",  # noqa: S608 -- the scope is a parameter
            None if scope is None else [scope],
        )
        return int(cursor.fetchone()[0] or 0)


def fold_versions() -> str:
    """Replace the rows of past transactions by one for each sprint; no sum changes.

    Rows that another process folds are left to it, so this waits for nobody.
    """
    if connection.vendor == "postgresql":  # on SQLite there is one row for each sprint anyway
        with connection.cursor() as cursor:
            cursor.execute(FOLD)
    return "versions folded"


def versioned() -> list[Any]:
    """The models of which public pages show something.

    PAGES_OF says on whose pages: a path of fields that leads to the sprint, or "site".
    """
    return [model for model in apps.get_models() if hasattr(model, "PAGES_OF")]


def _scopes(model: Any, *rows: str) -> str:
    """SQL for the sprints on whose pages these rows of a trigger (OLD, NEW) are."""
    if model.PAGES_OF == "site":
        return f"SELECT {SITE} AS scope"
    first, *others = model.PAGES_OF.split("__")
    field = model._meta.get_field(first)
    sql = " UNION ".join(f'SELECT {row}."{field.column}" AS scope' for row in rows)
    for name in others:
        above = field.related_model
        field = above._meta.get_field(name)
        sql = f'SELECT DISTINCT "{field.column}" AS scope FROM "{above._meta.db_table}" WHERE id IN ({sql})'  # noqa: S608 -- no input
    return sql


def _on_postgresql(model: Any) -> dict[str, str]:
    columns = (model._meta.get_field(name).column for name in getattr(model, "UNSEEN", ()))
    unseen = ", ".join(f"'{column}'" for column in sorted(columns))
    table = model._meta.db_table
    values = {"function": PREFIX + table, "unseen": f"ARRAY[{unseen}]::text[]", "writer": WRITER}
    return _named(table, ON_POSTGRESQL, scopes=_scopes(model, "OLD", "NEW"), **values)


def _on_sqlite(model: Any) -> dict[str, str]:
    unseen = getattr(model, "UNSEEN", ())
    seen = [field.column for field in model._meta.concrete_fields if field.name not in unseen]
    differs = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in seen)
    found: dict[str, str] = {}
    for event, rows, condition in (
        ("INSERT", ["NEW"], ""),
        ("DELETE", ["OLD"], ""),
        ("UPDATE", ["OLD", "NEW"], f"WHEN {differs}"),
    ):
        values = {"event": event, "condition": condition, "scopes": _scopes(model, *rows)}
        found |= _named(model._meta.db_table, ON_SQLITE, **values)
    return found


def _named(table: str, sql: str, **values: str) -> dict[str, str]:
    """The statement under a name that is another when the statement is."""
    values |= {"table": table, "versions": TABLE, "step": str(LARGEST_STEP)}
    hashed = hashlib.sha256(repr((sql, sorted(values.items()))).encode()).hexdigest()[:8]
    name = f"{PREFIX}{table[:40]}_{hashed}"
    return {name: sql.format(name=name, **values)}


def _present() -> dict[str, str]:
    """Each version trigger in the database, with its table."""
    listed = {
        "postgresql": "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE tgname ~ %s",
        "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name REGEXP %s",
    }
    with connection.cursor() as cursor:
        cursor.execute(listed[connection.vendor], [f"^{PREFIX}"])
        return dict(cursor.fetchall())


def drop_triggers(**kwargs: Any) -> None:
    """Before migrations on SQLite, which rename tables, and no trigger may name one meanwhile."""
    if connection.vendor == "sqlite" and kwargs["plan"]:
        _drop(_present())


def _drop(present: dict[str, str]) -> None:
    with connection.cursor() as cursor:
        for name, table in present.items():
            on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER "{name}"{on_table}')


@transaction.atomic
def create_triggers(**kwargs: Any) -> None:
    """After migrations: create the triggers that the models ask for, and let every page be made again."""
    make = {"postgresql": _on_postgresql, "sqlite": _on_sqlite}[connection.vendor]
    wanted = {name: sql for model in versioned() for name, sql in make(model).items()}
    present = _present()
    if wanted.keys() == present.keys() or _is_migrated_in_part():
        return
    _drop(present)
    with connection.cursor() as cursor:
        for sql in wanted.values():
            cursor.execute(sql)
    Version.objects.create(scope=SITE, writer=-secrets.randbits(62), step=1)


def _is_migrated_in_part() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
