"""Sprints that several tests of pages look at."""

import pytest

from events.management.demo.history import load_history
from events.sprints.models import Sprint
from events.sprints.tests.factories import SprintFactory


@pytest.fixture
def history(db):
    """The sprint of 2022 as the demo enters it."""
    return load_history()


@pytest.fixture
def draft(db):
    return SprintFactory(name="Hidden Draft", state=Sprint.State.DRAFT, announced_at=None)
