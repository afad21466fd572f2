"""Rows that leave a trace when they change, so that a kept page knows that it is stale.

Each write gives the row a fresh random revision. The sum of a table's revisions and the number of
its rows therefore differ after any change, whatever the clocks said and whoever committed first.
"""

import functools
import secrets
from typing import ClassVar

from django.apps import apps
from django.db import connection, models
from django.db.models import Count, Sum, Value
from django.utils import timezone

# 40 bits: the sum of eight million rows still fits the 63 bits of a database integer.
REVISION_BITS = 40


def fresh_revision() -> int:
    return secrets.randbits(REVISION_BITS)


class RevisionField(models.BigIntegerField):
    """A random number that changes at each save."""

    def pre_save(self, model_instance, add):
        value = fresh_revision()
        setattr(model_instance, self.attname, value)
        return value


class RevisedQuerySet(models.QuerySet):
    def update(self, **values):
        if set(values) - self.model.UNSEEN:  # type: ignore[attr-defined]
            values = {"revision": fresh_revision(), "changed_at": timezone.now()} | values
        return super().update(**values)

    update.alters_data = True  # type: ignore[attr-defined]


class Revised(models.Model):
    """A row of which public pages show something."""

    # A change of nothing but these leaves no trace: no public page shows them.
    UNSEEN: ClassVar[set[str]] = set()
    # Columns whose field computes them at each save, whatever the save is for.
    COMPUTED: ClassVar[set[str]] = {"revision", "changed_at"}

    revision = RevisionField(default=fresh_revision, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    objects = RevisedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *, update_fields=None, **kwargs):
        unread = self.get_deferred_fields()
        if unread and update_fields is None:
            # Django would write what was loaded alone, and leave out what each save computes.
            columns = [field for field in self._meta.concrete_fields if not field.primary_key]
            update_fields = {field.name for field in columns if field.attname not in unread}
        if update_fields is not None and set(update_fields) - self.UNSEEN:
            update_fields = {*update_fields, *self.COMPUTED}
        super().save(update_fields=update_fields, **kwargs)


@functools.cache
def _sums(vendor: str) -> tuple[str, tuple]:
    """The query over all tables, compiled once a process: that costs more than running it."""
    tables = [model for model in apps.get_models() if issubclass(model, Revised)]
    sums = [
        model._base_manager.order_by()
        .annotate(table=Value(number, models.IntegerField()))
        .values("table")
        .annotate(revisions=Sum("revision"), rows=Count("pk"))
        .values_list("table", "revisions", "rows")
        for number, model in enumerate(tables)
    ]
    union = sums[0].union(*sums[1:], all=True).order_by("table")
    return union.query.get_compiler(connection=connection).as_sql()


def site_revision() -> str:
    """One word that differs after any change to any Revised row, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(*_sums(connection.vendor))
        rows = sorted(cursor.fetchall())
    return "-".join(
        f"{table}.{int(revisions or 0):x}.{number}" for table, revisions, number in rows
    )
