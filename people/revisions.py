"""Rows that know when they last changed, and rows of which a form knows whether they have since."""

import secrets
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

REVISION_BITS = 40


def fresh_revision() -> int:
    return secrets.randbits(REVISION_BITS)


class RevisionField(models.BigIntegerField):
    """A random number that changes at each save."""

    def pre_save(self, model_instance, add):
        value = fresh_revision()
        setattr(model_instance, self.attname, value)
        return value


class DatedQuerySet(models.QuerySet):
    def update(self, **values):
        if set(values) - self.model.UNSEEN:  # type: ignore[attr-defined]
            values = self.model.now_changed() | values  # type: ignore[attr-defined]
        return super().update(**values)

    update.alters_data = True  # type: ignore[attr-defined]


class Dated(models.Model):
    """A row that knows when it last changed."""

    # A change of nothing but these leaves no trace: no public page shows them.
    UNSEEN: ClassVar[set[str]] = set()

    changed_at = models.DateTimeField(auto_now=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *, update_fields=None, **kwargs):
        update_fields = columns_to_save(self, update_fields)
        if update_fields is not None and update_fields - self.UNSEEN:
            update_fields = {*update_fields, *self.now_changed()}
        super().save(update_fields=update_fields, **kwargs)

    @classmethod
    def now_changed(cls) -> dict[str, Any]:
        """What an update writes beside its own values."""
        return {"changed_at": timezone.now()}


class Revised(Dated):
    """A row with a number of its version, for forms that two people may have open at once."""

    revision = RevisionField(default=fresh_revision, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def now_changed(cls) -> dict[str, Any]:
        return super().now_changed() | {"revision": fresh_revision()}


def columns_to_save(row: models.Model, update_fields: Any) -> set[str] | None:
    """The fields that a save writes; None means all.

    Of a row that was read in part Django would write what was read, and say nothing of it, so that
    nobody could add to it what each save computes.
    """
    unread = row.get_deferred_fields()
    if update_fields is None and unread:
        columns = [field for field in row._meta.concrete_fields if not field.primary_key]
        return {field.name for field in columns if field.attname not in unread}
    return None if update_fields is None else set(update_fields)
