"""Whom and what the tests of photos share."""

from contextlib import contextmanager

import pytest

from events.photos import images
from events.photos.tests.factories import PhotoFactory, store_files
from events.photos.tests.uploads import participant, running_sprint
from events.sprints.tests.factories import TeamMemberFactory


@pytest.fixture
def sprint(db):
    """One whose photos are welcome now."""
    return running_sprint()


@pytest.fixture
def person(sprint):
    return participant(sprint)


@pytest.fixture
def photographer(sprint):
    return TeamMemberFactory(sprint=sprint, role="photographer").person


@pytest.fixture
def mine(person, client_of):
    """The person's own browser."""
    return client_of(person)


@pytest.fixture
def team(photographer, client_of):
    """A browser of the team that decides."""
    return client_of(photographer)


@pytest.fixture
def photo(sprint):
    """Published, with all its files."""
    return store_files(PhotoFactory(sprint=sprint))


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """A function that runs an action, and then what it left for after its commit."""

    def run(action, *arguments, **more):
        with django_capture_on_commit_callbacks(execute=True):
            return action(*arguments, **more)

    return run


@pytest.fixture
def quick(monkeypatch, tmp_path):
    """Pictures are prepared without the decoder, which is slow and has tests of its own."""

    @contextmanager
    def developed(source, recipe, *, focus=(50, 50)):
        widths = recipe.widths[:2]
        names = ["master.jpg", "share.jpg"] * recipe.has_master + ["card.jpg"] * recipe.has_card
        names += [f"{width}.webp" for width in widths]
        for name in names:
            (tmp_path / name).write_bytes(b"prepared")
        yield images.Developed(tmp_path, tuple(names), 400, 320, widths, None, False)

    monkeypatch.setattr(images, "developed", developed)
