"""How any record changes state: along its STEPS, in one place, leaving one Transition behind."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar, NoReturn, Self, TypeVar

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.http import HttpRequest
from django.utils import timezone

Record = TypeVar("Record", bound=models.Model)


class Refused(Exception):  # noqa: N818 -- an answer, not a fault
    """An action that is not possible, with the sentence for the person who asked."""


class Stale(Refused):
    """Somebody else has saved since this form was shown."""


@contextmanager
def refusal_in(form: forms.BaseForm, field: str | None = None) -> Iterator[None]:
    """A refusal in this block becomes an error of the form; what follows the block shows it."""
    try:
        yield
    except Refused as refusal:
        form.add_error(field, str(refusal))


@contextmanager
def refusal_as_message(request: HttpRequest) -> Iterator[None]:
    """A refusal in this block becomes a message on the page that is shown next."""
    try:
        yield
    except Refused as refusal:
        messages.error(request, str(refusal))


def version_of(shown: object) -> str:
    """A short hash of what a form shows, to tell whether it has changed when the form comes back."""
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]


def locked(record: Record) -> Record:
    """The record as it is now, read again under a lock that holds until the transaction ends.

    On SQLite the transaction itself holds the write lock (see the settings). Raises RuntimeError
    outside a transaction, where a lock would hold nothing.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("A lock needs a transaction around it.")
    rows = type(record)._base_manager.select_for_update(no_key=True)
    return rows.get(pk=record.pk)


class AppendOnlyQuerySet(models.QuerySet):
    def update(self, **values: Any) -> NoReturn:
        raise TypeError(f"{self.model.__name__} rows are written once.")

    def delete(self) -> NoReturn:
        raise TypeError(f"{self.model.__name__} rows stay.")


class AppendOnly(models.Model):
    """A row that is written once and stays as it is."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError(f"{type(self).__name__} rows are written once.")
        super().save(**kwargs | {"force_insert": True})

    def delete(self, using: Any = None, keep_parents: bool = False) -> NoReturn:
        raise TypeError(f"{type(self).__name__} rows stay.")


class TransitionQuerySet(AppendOnlyQuerySet):
    def of(self, record: models.Model) -> Self:
        """The record's history, oldest first."""
        kind = ContentType.objects.get_for_model(record)
        return self.filter(content_type=kind, object_id=record.pk).order_by("pk")

    def forget_reasons(self, record: models.Model) -> None:
        """Empty the reason of each transition of this record; the transition stays.

        A reason may tell of a person whose account is deleted. This alone goes past the guard.
        """
        models.QuerySet.update(self.of(record), why="")


class Transition(AppendOnly):
    """One change of state: of what, from where to where, by whom, why and when."""

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    object_id = models.BigIntegerField()
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    why = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = TransitionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["content_type", "object_id"], name="transition_record")]

    def __str__(self) -> str:
        return f"{self.from_state or 'new'} → {self.to_state}"


class Staged(models.Model):
    """A record whose state changes only along its STEPS: from a state to those that may follow."""

    STEPS: ClassVar[dict[str, set[str]]] = {}

    state = models.CharField(max_length=20, editable=False)
    state_changed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True

    def may_become(self, state: str) -> bool:
        return state in self.STEPS[self.state]

    @transaction.atomic
    def advance(self, to: str, *, by: Any = None, why: str = "", **changes: Any) -> None:
        """Change the state (and, in the same statement, other columns); `by` None is the system.

        Raises Refused if STEPS does not allow it, or if somebody else was faster.
        """
        kind = self._meta.verbose_name
        if not self.may_become(to):
            raise Refused(f"This {kind} is {self.state} and cannot become {to}.")
        before, now = self.state, timezone.now()
        rows = type(self)._default_manager.filter(pk=self.pk, state=before)
        if not rows.update(state=to, state_changed_at=now, **changes):
            raise Refused(f"Somebody else has just changed this {kind}. Please look again.")
        for name, value in {"state": to, "state_changed_at": now, **changes}.items():
            setattr(self, name, value)
        self._write(before, by=by, why=why)

    @transaction.atomic
    def begin(self, state: str, *, by: Any = None, why: str = "") -> None:
        """Store a new record in its first state; its first Transition comes from nowhere."""
        self.state, self.state_changed_at = state, timezone.now()
        self.save(force_insert=True)
        self._write("", by=by, why=why)

    def note(self, *, by: Any, why: str) -> None:
        """Write into the history what changed something else than the state."""
        self._write(self.state, by=by, why=why, at=timezone.now())

    def _write(self, before: str, *, by: Any, why: str, at: Any = None) -> None:
        Transition.objects.create(
            content_type=ContentType.objects.get_for_model(self),
            object_id=self.pk,
            from_state=before,
            to_state=self.state,
            by=by,
            why=why,
            at=at or self.state_changed_at,
        )
