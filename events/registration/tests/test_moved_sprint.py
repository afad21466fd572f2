"""A sprint whose days change: the days that people chose move along, and everybody reads of it."""

import datetime

import pytest
from django.conf import settings
from icalendar import Calendar

from events.lifecycle import Refused
from events.outbox import Email
from events.pages import workflow
from events.pages.tests.test_sprint_admin import account, change, typed
from events.registration.models import Registration
from events.registration.rules import refusal_to_modes
from events.registration.tests.factories import RegistrationFactory, one_of_each_state
from events.sprints.models import Sprint
from events.sprints.tests.factories import SprintFactory, TeamMemberFactory

FIRST = datetime.date(2030, 10, 7)  # a Monday
WAITS = {"state": "waitlisted"}
DAY = datetime.timedelta(days=1)
pytestmark = pytest.mark.django_db
PAGE = f"{settings.SITE_URL}/sprints/quill/me/\n"
IN_PERSON = f"""Hello Ann,

Quill takes place 14–18 October 2030, Prague, Czechia, and no longer 7–11 October 2030. Your registration stays as it is. The days on which you come are now: Monday, 14 October; Friday, 18 October.

If you have booked already, please look whether that still fits.

The attached event brings the new dates into your calendar. If they do not suit you, please change or cancel your registration:
{PAGE}
Questions reach the organizers at organizers@example.org.
"""
FROM_AFAR = IN_PERSON.replace(
    " The days on which you come are now: Monday, 14 October; Friday, 18 October."
    "\n\nIf you have booked already, please look whether that still fits.",
    "",
)
NONE_LEFT = (
    "None of the days that you had chosen is left, so all days of the sprint are noted for you"
)


@pytest.fixture
def organizer(quill):
    return TeamMemberFactory(sprint=quill, person=account("olga@example.org")).person


def days(*numbers, first=FIRST):
    return [(first + number * DAY).isoformat() for number in numbers]


def moved(sprint, by, *, first=0, last=0):
    """The sprint with its first and its last day later by so many days."""
    edited = Sprint.objects.get(pk=sprint.pk)
    edited.starts_on += first * DAY
    edited.ends_on += last * DAY
    workflow.change_sprint(edited, by=by)
    return edited


@pytest.mark.parametrize(
    ("columns", "text"),
    [({"days": days(0, 4)}, IN_PERSON), ({"mode": "remote", "days": []}, FROM_AFAR)],
    ids=["in person", "from afar"],
)
def test_the_email_word_by_word_with_the_event_on_its_new_days(
    quill, organizer, ann, columns, text
):
    RegistrationFactory(sprint=quill, person=ann, **columns)
    moved(quill, organizer, first=7, last=7)
    email = Email.objects.get()
    assert (email.to, email.subject, email.text) == (ann.email, "Quill: new dates", text)
    [event] = Calendar.from_ical(email.calendar).walk("VEVENT")
    assert (event["uid"], event.decoded("dtstart")) == (str(quill.uid), FIRST + 7 * DAY)


@pytest.mark.parametrize(
    ("chosen", "by_days", "expected"),
    [
        (days(0, 4), {"first": 30, "last": 30}, days(30, 34)),
        (days(0, 4), {"first": -3, "last": -3}, days(-3, 1)),
        (days(0, 1, 4), {"last": -2}, days(0, 1)),
        (days(0, 4), {"first": 1}, days(1)),
        (days(3, 4), {"last": -2}, days(0, 1, 2)),
        (days(1), {"last": 2}, days(1)),
        ([], {"first": 7, "last": 7}, []),
    ],
    ids=["later", "earlier", "shorter", "begins later", "none left", "longer", "none chosen"],
)
def test_the_days_move_with_the_first_and_stay_inside(quill, organizer, chosen, by_days, expected):
    row = RegistrationFactory(sprint=quill, days=chosen)
    moved(quill, organizer, **by_days)
    row.refresh_from_db()
    assert row.days == expected
    assert (NONE_LEFT in Email.objects.get().text) == (chosen == days(3, 4))


def test_everybody_who_lives_gets_one_email_and_only_the_confirmed_the_event(quill, organizer):
    people = one_of_each_state(quill)
    RegistrationFactory(sprint=quill, person__email=None)
    RegistrationFactory()
    moved(quill, organizer, first=1, last=1)
    told = Email.objects.filter(subject="Quill: new dates").order_by("pk")
    assert [email.to for email in told] == [people[state].email for state in Registration.LIVE]
    assert [email.to for email in told if email.calendar] == [people["confirmed"].email]


@pytest.mark.parametrize(
    "columns",
    [
        {"state": "draft", "announced_at": None},
        {"state": "cancelled"},
        {"state": "finished"},
        {"starts_on": FIRST - 90 * DAY, "ends_on": FIRST - 86 * DAY},
    ],
    ids=["draft", "cancelled", "finished", "past"],
)
def test_the_days_move_where_nobody_is_written_to(quill, organizer, columns):
    Sprint.objects.filter(pk=quill.pk).update(**columns)
    first = Sprint.objects.get(pk=quill.pk).starts_on
    row = RegistrationFactory(sprint=quill, days=days(1, first=first))
    moved(quill, organizer, first=2, last=2)
    row.refresh_from_db()
    assert (row.days, Email.objects.count()) == (days(3, first=first), 0)


def test_a_change_of_something_else_is_no_news(quill, organizer):
    RegistrationFactory(sprint=quill, days=days(0))
    edited = Sprint.objects.get(pk=quill.pk)
    edited.tagline = "Bring a pen"
    before = Registration.objects.values().get()
    workflow.change_sprint(edited, by=organizer)
    quill.refresh_from_db()
    assert (quill.tagline, Email.objects.count()) == ("Bring a pen", 0)
    assert Registration.objects.values().get() == before


def test_others_move_nothing(quill):
    desk = TeamMemberFactory(sprint=quill, role="desk").person
    with pytest.raises(Refused, match="Only an organizer of this sprint can do that"):
        moved(quill, desk, first=7, last=7)
    quill.refresh_from_db()
    assert quill.starts_on == FIRST


@pytest.mark.parametrize(
    ("mode", "columns", "sentence"),
    [
        ("remote", {}, "2 people take part in person, or would. Ask them"),
        ("in_person", {"mode": "remote", "days": []}, "2 people take part from afar, or would."),
        ("in_person", WAITS | {"remote_while_waiting": True}, "2 people take part from afar, or"),
        ("remote", {"mode": "remote", "days": []}, ""),
        ("remote", {"state": "cancelled"}, ""),
        ("in_person", WAITS, ""),
        ("hybrid", {}, ""),
    ],
)
def test_a_mode_stays_while_somebody_takes_part_in_it(db, mode, columns, sentence):
    before = SprintFactory()
    for number in (1, 2):
        RegistrationFactory(sprint=before, queue_no=number, **columns)
    after = Sprint.objects.get()
    after.mode = mode
    found = refusal_to_modes(after, before)
    assert found.startswith(sentence) if sentence else not found


@pytest.mark.usefixtures("open_door")
def test_the_form_and_the_step_say_why_a_mode_stays(quill, organizer, client_of):
    RegistrationFactory(sprint=quill)
    response = client_of(organizer).post(change(quill), typed(quill, mode="remote"))
    assert "1 person takes part in person, or would." in response.content.decode()
    quill.refresh_from_db()
    assert quill.mode == "hybrid"
    quill.mode = "remote"
    with pytest.raises(Refused, match=r"^1 person takes part in person, or would\."):
        workflow.change_sprint(quill, by=organizer)


@pytest.mark.usefixtures("open_door")
def test_the_form_moves_the_days_and_says_beforehand_who_gets_an_email(quill, organizer, client_of):
    rows = [RegistrationFactory(sprint=quill, days=days(0)) for _ in range(2)]
    RegistrationFactory(sprint=quill, person__email=None)
    client = client_of(organizer)
    page = client.get(change(quill)).content.decode()
    assert "When the days change, 2 people get an email, and the days they chose move" in page
    later = {"starts_on": "2030-11-06", "ends_on": "2030-11-10"}
    assert client.post(change(quill), typed(quill, **later)).status_code == 302
    assert [Registration.objects.get(pk=row.pk).days for row in rows] == [["2030-11-06"]] * 2
    assert Email.objects.filter(subject="Quill: new dates").count() == 2


@pytest.mark.usefixtures("open_door")
@pytest.mark.parametrize("columns", [{}, {"state": "draft", "announced_at": None}])
def test_the_form_says_nothing_where_nobody_would_get_one(quill, organizer, client_of, columns):
    Sprint.objects.filter(pk=quill.pk).update(**columns)
    if columns:
        RegistrationFactory(sprint=quill)
    assert "get an email" not in client_of(organizer).get(change(quill)).content.decode()
