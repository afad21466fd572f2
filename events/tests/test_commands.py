"""The commands `demo` and `tick`."""

import html
import io
import re
from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import get_resolver, resolve
from django.utils import timezone

from events.management.commands import tick
from events.management.demo.history import load_history
from events.management.demo.photos import add_placeholder
from events.meetings.conflicts import Severity, problems
from events.meetings.models import Meeting, MeetingPerson, ProgrammeChange, Rsvp
from events.photos.models import Photo, PhotoTag, RemovalRequest
from events.photos.rules import is_urgent
from events.registration.models import Registration
from events.sprints.models import Sprint
from events.tests.test_house_rules import patterns
from events.travel.models import (
    FundEntry,
    Message,
    Offer,
    Review,
    TravelApplication,
    TravelFund,
    TravelProgram,
)
from events.versions import versioned
from people.models import Person
from people.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def run(name, *options):
    printed = io.StringIO()
    call_command(name, *options, stdout=printed)
    return printed.getvalue()


COUNTED = (
    *(Person, Registration, Sprint, Meeting, TravelProgram, TravelApplication, Review, Message),
    *(Offer, FundEntry, Photo, PhotoTag, RemovalRequest),
)


def numbers():
    return [model.objects.count() for model in COUNTED]


def test_the_demo_is_refused_in_production():
    with pytest.raises(CommandError, match="only with DEBUG=1"):
        run("demo")
    assert not Person.objects.exists()


def test_the_demo_shows_everything_and_may_be_loaded_again_without_a_change(settings):
    """Loading it takes long, so one test looks at all of it."""
    settings.DEBUG = True
    assert run("demo").startswith("The demo is loaded.\nAccounts, all with the password")
    before = numbers()
    Sprint.objects.filter(slug="demo").update(tagline="Typed by hand")
    run("demo")
    assert numbers() == before
    sprint = Sprint.objects.get(slug="demo")
    assert sprint.tagline == "Typed by hand"
    assert_photos_in_every_state_that_stays(sprint)
    assert_a_full_programme_and_one_person_waits(sprint)
    assert_travel_in_every_state_and_funds_that_are_what_their_ledgers_say(sprint)
    assert_public_pages_read_no_table_without_a_version()


def assert_photos_in_every_state_that_stays(sprint):
    states = {"published": 6, "pending": 3, "needs_details": 2}
    states |= dict.fromkeys(("hidden", "rejected", "failed"), 1)
    assert Counter(sprint.photos.values_list("state", flat=True)) == states
    own = sprint.photos.of(Person.objects.get(email="attendee@example.org"))
    assert set(own.values_list("state", flat=True)) == states.keys()
    assert own.filter(state="needs_details").exclude(reason="").count() == 1
    assert sprint.photos.get(is_cover=True).state == "published"
    sizes = own.exclude(width=None).values_list("width", "height")
    assert {(wide > high) - (wide < high) for wide, high in sizes} == {-1, 0, 1}
    tags = PhotoTag.objects.filter(photo__sprint=sprint)
    assert tags.named().count() == 3
    assert [tag.person.email for tag in tags.waiting()] == ["attendee@example.org"]
    assert is_urgent(RemovalRequest.objects.get())
    consents = sprint.registrations.values_list("photo_consent", flat=True)
    assert set(consents) == {"yes", "ask", "no"}


def test_the_demo_leaves_a_database_in_use_alone(settings):
    settings.DEBUG = True
    Person.objects.create(name="Somebody")
    assert run("demo", "--if-empty").startswith("Accounts")
    assert Person.objects.count() == 1


def test_the_demo_invents_nothing_about_the_people_of_2022():
    people = Person.objects.filter(registrations__sprint=load_history())
    invented = people.exclude(email=None, introduction="", github="", time_zone="")
    assert list(invented) == []


def test_the_demo_says_of_the_meetings_of_2022_what_the_report_says():
    meetings = load_history().meetings.all()
    kinds = Counter(meetings.values_list("kind", flat=True))
    assert kinds == {"working": 5, "talk": 2, "questions": 1}
    groups = meetings.exclude(group=None).values_list("group__name", "group__confidential")
    open_groups = ("Documentation", "Core workflow", "asyncio", "C API")
    assert len(groups) == 5
    assert dict(groups) == dict.fromkeys(open_groups, False) | {"Code of conduct": True}
    named = MeetingPerson.objects.filter(meeting__in=meetings)
    assert set(named.values_list("person__name", "role", "meeting__title")) == {
        ("Ken Jin", "presenter", "Performance improvements in Python 3.11"),
        ("Dustin Ingram", "presenter", "Sigstore for Python releases"),
    }
    # Where the report is silent, nothing is said.
    places = meetings.values_list("state", "starts_at", "ends_at", "on_day", "room", "join_url")
    assert set(places) == {("held", None, None, None, None, "")}
    assert not Rsvp.objects.filter(meeting__in=meetings).exists()
    silent = meetings.exclude(group=None).values_list("group__purpose", "group__members")
    assert set(silent) == {("", None)}


def assert_a_full_programme_and_one_person_waits(sprint):
    assert Counter(sprint.rooms.values_list("kind", flat=True)) == {"physical": 5, "online": 1}
    states = Counter(sprint.meetings.values_list("state", flat=True))
    assert states == {"scheduled": 39, "requested": 2, "cancelled": 1}
    shown = set(sprint.meetings.values_list("visibility", flat=True))
    assert shown == {"public", "participants", "group", "invited"}
    assert sprint.meetings.filter(mode="remote").count() == 2
    changes = ProgrammeChange.objects.filter(sprint=sprint).exclude(kind="added")
    assert list(changes.order_by("pk").values_list("meeting__title", "kind")) == [
        ("Soft keywords", "moved"),
        ("Names for the next release", "room"),
        ("The release calendar", "cancelled"),
    ]
    assert Rsvp.objects.filter(meeting__sprint=sprint).count() == 42
    in_person = sprint.registrations.filter(mode="in_person")
    assert in_person.filter(state="confirmed").count() == sprint.capacity_in_person
    waiting = in_person.exclude(state="confirmed").values_list("person__email", "state")
    assert list(waiting) == [("waiting@example.org", "waitlisted")]
    team = Person.objects.get(email="programme@example.org")
    grave = [
        (slot.title, one.code)
        for slot, found in problems(sprint, reader=team)
        for one in found
        if one.severity != Severity.WARNING
    ]
    library = "How the library is documented"
    assert grave == [("Parser: the year ahead", "required_clash"), (library, "required_clash")]
    assert [meeting.title for meeting in sprint.meetings.exclude(override="")] == [library]


def assert_travel_in_every_state_and_funds_that_are_what_their_ledgers_say(sprint):
    applications = TravelApplication.objects.of(sprint)
    # An application settles once its claim is paid.
    states = {*TravelApplication.State} - {TravelApplication.State.SETTLED}
    numbers = dict.fromkeys(states, 1) | {"submitted": 6, "accepted": 3}
    assert Counter(applications.values_list("state", flat=True)) == numbers
    staged = applications.filter(state="submitted").values_list("staged_decision", flat=True)
    assert Counter(staged) == {"": 4, "offer": 1, "decline": 1}
    to_review = applications.filter(state="submitted", staged_decision="")
    assert sorted(one.reviews.count() for one in to_review) == [0, 1, 1, 2]
    offered = applications.get(state="offered")
    assert offered.registration.person.email == "attendee@example.org"
    assert offered.offers.get().expires_at > timezone.now()
    assert applications.filter(state="accepted", name_public=True).count() == 2
    funds = TravelFund.objects.filter(sprint=sprint).order_by("position")
    assert list(funds.values_list("name", "shown_publicly", "amount_public", "categories")) == [
        ("Quill travel grants", True, True, []),
        ("Lantern tickets", True, False, ["transport"]),
        ("Blue Kettle rooms", False, False, ["lodging"]),
    ]
    assert all(0 < fund.committed < fund.amount for fund in funds)
    direct = Offer.objects.filter(allocations__mode="direct").values_list("state", flat=True)
    assert sorted(direct) == ["open", "staged"]
    said = run("check_travel_funds")
    assert said == "All travel funds are what their ledgers and offers say.\n"


def assert_public_pages_read_no_table_without_a_version():
    """A kept page would not know that it is stale: such a model needs PAGES_OF."""
    read, views, seen, links = set(), set(), set(), {"/"}

    def note_tables(execute, sql, *args):
        read.update(re.findall(r'(?:FROM|JOIN) "(\w+)"', sql))
        return execute(sql, *args)

    with connection.execute_wrapper(note_tables):
        while links:
            address = links.pop()
            view = resolve(address.partition("?")[0]).func
            if address not in seen and hasattr(view, "cached_page"):
                text = Client().get(address).content.decode()
                links |= {
                    html.unescape(link)
                    for link in re.findall(r'href="(/(?!static|media)[^"#]*)"', text)
                }
                views.add(view)
            seen.add(address)
    cached = {view for *_, view in patterns(get_resolver()) if hasattr(view, "cached_page")}
    assert views == cached
    assert read == {model._meta.db_table for model in versioned()}


def test_the_group_photo_of_2022_is_a_placeholder_that_says_so():
    add_placeholder(load_history(), by=PersonFactory(is_superuser=True))
    photo = Photo.objects.get()
    assert (photo.state, photo.is_cover, photo.credit) == ("published", True, "Sprintbook’s demo")
    assert "The group photo of 2022 is not kept here" in photo.alt_text
    assert not photo.tags.exists()


def test_tick_says_what_it_did_and_may_run_again():
    first = "clean_photos: 0 failed and 0 forgotten photos, 0 orphan folders\n"
    assert first in run("tick")
    assert (
        run("tick")
        == run("tick")
        == (
            "settle_all: 0 queues settled\n"
            "remind_of_offers: 0 people reminded of their offers\n"
            "expire_offers: 0 travel offers expired\n"
            "withdraw_absent: 0 travel applications of people who do not come withdrawn\n"
            "tell_of_absent: managers told of 0 people who accepted travel money and do not come\n"
            "remind_of_offers: 0 people reminded of travel offers\n"
            "purge_private_details: 0 people's private details deleted\n"
            "purge_words: words of 0 travel applications deleted\n"
            "tell_changes: 0 emails about changed meetings written\n"
            "hold_past: 0 meetings recorded as held\n"
            "clean_photos: photos were cleaned today already\n"
            "free_abandoned_tasks: 0 abandoned tasks freed\n"
            "resend_due: 0 emails put into the queue again\n"
            "forget_old: 0 old emails and 0 old tasks deleted\n"
            "forget_unconfirmed: 0 unconfirmed accounts deleted\n"
            "forget_old_sessions: expired sessions deleted\n"
            "fold_versions: versions folded\n"
        )
    )


def test_work_that_fails_does_not_keep_the_rest_from_being_done(monkeypatch):
    def broken():
        raise ValueError("broken")

    def whole():
        return "done"

    monkeypatch.setattr(tick, "PERIODIC_WORK", [broken, whole])
    printed = io.StringIO()
    with pytest.raises(CommandError, match="Failed: broken"):
        call_command("tick", stdout=printed)
    assert printed.getvalue() == "whole: done\n"
