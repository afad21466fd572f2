"""Showing a constraint twice: the person reads its sentence, the database holds it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model


def assert_refused_twice(row: Model, constraint: str, sentence: str) -> None:
    """`full_clean()` says this and nothing else; `save()` breaks this constraint.

    SQLite tells the columns, not the name, of a broken UNIQUE constraint.
    """
    with pytest.raises(ValidationError) as refusal:
        row.full_clean()
    assert refusal.value.messages == [sentence]
    with (
        pytest.raises(IntegrityError, match=f"{constraint}|UNIQUE constraint failed"),
        transaction.atomic(),
    ):
        row.save()
