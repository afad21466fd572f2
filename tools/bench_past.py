"""A sprint of last month with 300 photos and its report, for measuring pages about it."""

import datetime

from django.utils import timezone

from events.photos.files import new_folder
from events.photos.models import Photo, PhotoTag
from events.recap.models import CommitCount, Outcome, OutcomePerson, Repository
from events.recap.workflow import publish, save
from events.registration.models import Registration
from events.sprints.models import Sprint
from people.models import Person

PHOTOS = 300
PENDING = 40
OUTCOMES = 60
BRANCHES = 6
NAMES = 3  # on a photo


def fill_past(sprint: Sprint, rows: list[Registration]) -> None:
    """Photos without files, since pages only name them; then all that a report tells, published."""
    people = [row.person for row in rows]
    fill_photos(sprint, people)
    fill_outcomes(sprint, people)
    fill_counts(sprint)
    save(sprint, by=None, head={"author": "Alex Bench"}, blocks={}, seen=None)
    publish(sprint, by=None)


def fill_photos(sprint: Sprint, people: list[Person]) -> None:
    photos = Photo.objects.bulk_create(
        photo(sprint, people, number) for number in range(PHOTOS + PENDING)
    )
    PhotoTag.objects.bulk_create(
        PhotoTag(photo=row, person=people[(number + name) % len(people)], agreed_at=timezone.now())
        for number, row in enumerate(photos)
        for name in range(NAMES)
    )


def photo(sprint: Sprint, people: list[Person], number: int) -> Photo:
    taken_on = sprint.starts_on + datetime.timedelta(days=number % 5)
    return Photo(
        sprint=sprint,
        uploaded_by=people[number % len(people)],
        state=Photo.State.PUBLISHED if number < PHOTOS else Photo.State.PENDING,
        is_cover=number == 0,
        caption=f"The group on day {number % 5 + 1}, shortly before they agreed",
        alt_text="A dozen people around a long table with open laptops, a whiteboard behind them",
        credit="Alex Bench",
        licence=Photo.Licence.CC_BY,
        taken_at=datetime.datetime.combine(taken_on, datetime.time(9), datetime.UTC),
        width=3840,
        height=2560,
        widths=[320, 640, 960, 1280, 1920],
        bytes=4_000_000,
        sha256=f"{number:064x}",
        folder=new_folder(),
    )


def fill_outcomes(sprint: Sprint, people: list[Person]) -> None:
    outcomes = Outcome.objects.bulk_create(
        Outcome(
            sprint=sprint,
            kind=(Outcome.Kind.FIX, Outcome.Kind.FEATURE, Outcome.Kind.TALK)[number % 3],
            progress=Outcome.Progress.DONE,
            title=f"The parser reads form {number}",
            story="It takes half the time now.",
            url=f"https://example.org/issues/{number}",
        )
        for number in range(OUTCOMES)
    )
    OutcomePerson.objects.bulk_create(
        OutcomePerson(outcome=row, person=people[number % len(people)])
        for number, row in enumerate(outcomes)
    )


def fill_counts(sprint: Sprint) -> None:
    repository = Repository.objects.create(
        sprint=sprint, name="example/project", url="https://example.org/project"
    )
    CommitCount.objects.bulk_create(
        CommitCount(
            repository=repository,
            branch=f"3.{number}",
            commits=100 + number,
            window_start=datetime.datetime.combine(sprint.starts_on, datetime.time(), datetime.UTC),
            window_end=datetime.datetime.combine(sprint.ends_on, datetime.time(23), datetime.UTC),
            time_zone=sprint.time_zone,
            method="git rev-list --count --no-merges",
        )
        for number in range(BRANCHES)
    )
