"""What a person takes along, what nobody sees before its release, and what stays when one leaves."""

import datetime
import json

import pytest
from django.utils import timezone

from events.lifecycle import Transition
from events.outbox import Email
from events.pages.exports import personal_data
from events.pages.workflow import delete_account
from events.tests.clock import at
from events.travel import ledger, workflow
from events.travel.exports import application_data
from events.travel.models import FundEntry, Recusal, Review, TravelProgram
from events.travel.tests import scenes
from events.travel.tests.factories import (
    MessageFactory,
    RecusalFactory,
    ReviewerFactory,
    ReviewFactory,
)
from people.models import Person

pytestmark = pytest.mark.django_db


def told(scene, **more):
    """An application with a word from and about everybody."""
    application = scenes.applied(scene.sprint, private_note="WORD", reason="WORD", **more)
    application.lines.update(description="WORD")
    ReviewFactory(application=application, note="WORD")
    RecusalFactory(application=application, reason="WORD")
    MessageFactory(application=application, body="WORD")
    MessageFactory(application=application, body="WORD", visibility="committee")
    return application


def test_what_is_staged_stands_in_no_export(scene):
    application = told(scene)
    person = application.registration.person
    before = json.dumps(personal_data(person), default=str)
    scenes.staged(scene, application, message="Welcome.")
    assert json.dumps(personal_data(person), default=str) == before
    workflow.unstage(application, by=scene.manager)
    workflow.stage(application, by=scene.manager, decision="decline", why="Because.")
    assert json.dumps(personal_data(person), default=str) == before


def test_a_released_offer_is_exported_and_one_that_was_unstaged_never(scene):
    application = told(scene)
    scenes.staged(scene, application, message="A slip.")
    workflow.unstage(application, by=scene.manager)
    scenes.accepted(scene, application, message="Welcome.")
    data = application_data(scenes.fresh(application))
    (offer,) = data["offers"]
    shown = (offer["state"], offer["message"], offer["terms"])
    assert shown == ("accepted", "Welcome.", "As agreed.")
    assert [str(row["amount"]) for row in offer["allocations"]] == ["400.000"]
    assert [step["to_state"] for step in data["history"]] == ["offered", "accepted"]
    assert "A slip." not in json.dumps(data, default=str)


def test_an_export_holds_the_own_words_and_no_word_of_the_team(scene):
    application = told(scene)
    member = ReviewerFactory(sprint=scene.sprint).person
    workflow.review(application, by=member, score=3, note="So so.")
    other = scenes.applied(scene.sprint)
    workflow.recuse(other, by=member, why="A flat.")
    data = personal_data(application.registration.person)
    (mine,) = data["travel_applications"]
    assert (mine["private_note"], mine["requested_total"]) == ("WORD", 400)
    assert [row["body"] for row in mine["messages"]] == ["WORD"]
    assert [row["category"] for row in mine["lines"]] == ["transport"]
    assert "So so." not in json.dumps(data, default=str)
    theirs = personal_data(member)
    slug = scene.sprint.slug
    assert theirs["travel_applications"] == []
    assert theirs["travel_reviews"] == [
        {"score": 3, "note": "So so.", "final": False, "sprint": slug}
    ]
    assert theirs["travel_recusals"] == [{"reason": "A flat.", "sprint": slug}]


@pytest.mark.parametrize(
    ("make", "state"),
    [(scenes.staged, "withdrawn"), (scenes.offered, "withdrawn"), (scenes.accepted, "cancelled")],
)
def test_whoever_leaves_leaves_amounts_and_no_word(scene, make, state):
    application = make(scene, told(scene), message="WORD")
    person = application.registration.person
    delete_account(person)
    row = scenes.fresh(application)
    assert (row.state, row.requested_total) == (state, 400)
    assert (row.reason, row.private_note, row.from_city) == ("", "", "")
    assert list(row.lines.values_list("amount", "description")) == [(400, "")]
    assert list(row.offers.values_list("message", flat=True)) == [""]
    assert list(Review.objects.values_list("score", "note")) == [(4, "")]
    assert list(Recusal.objects.values_list("reason", flat=True)) == [""]
    assert not row.messages.exists()
    assert row.registration.person == Person.objects.get(pk=person.pk)
    assert row.registration.person.email is None
    assert scenes.fresh(scene.fund).committed == 0
    assert FundEntry.objects.filter(kind="release", amount=400).exists()
    assert ledger.differences() == []
    assert not Email.objects.filter(to=person.email).exists()


def test_why_the_team_did_something_is_forgotten_and_that_it_did_stays(scene):
    application, other = (scenes.offered(scene) for _ in range(2))
    (offer,) = application.offers.all()
    for row in (application, other):
        workflow.revoke(row, by=scene.manager, why="WORD")
    later = timezone.now() + datetime.timedelta(days=1)
    workflow.extend(application, by=scene.manager, until=later, why="WORD")
    steps = list(Transition.objects.of(application).values_list("to_state", "by", "at"))
    delete_account(application.registration.person)
    (*before, end) = Transition.objects.of(application)
    assert [(step.to_state, step.by_id, step.at) for step in before] == steps
    assert [step.why for step in before] == [""] * len(steps)
    assert (end.to_state, end.why) == ("withdrawn", "The account was deleted.")
    assert {step.why for step in Transition.objects.of(offer)} == {""}
    assert Transition.objects.filter(why="WORD").count() == 2
    assert {step.why for step in Transition.objects.of(other)} >= {"WORD"}


@pytest.mark.parametrize(
    ("before", "after"),
    [("draft", "withdrawn"), ("submitted", "withdrawn"), ("declined", "declined")],
)
def test_without_an_offer_one_leaves_as_well(scene, before, after):
    more = {"requested_total": None} if before == "draft" else {}
    application = scenes.applied(scene.sprint, state=before, **more)
    delete_account(application.registration.person)
    assert scenes.fresh(application).state == after


def test_a_reviewer_who_leaves_leaves_the_scores(scene):
    application = scenes.applied(scene.sprint)
    member = ReviewerFactory(sprint=scene.sprint).person
    workflow.review(application, by=member, score=3, final=True)
    other = scenes.applied(scene.sprint)
    workflow.recuse(other, by=member, why="A flat.")
    delete_account(member)
    assert Review.objects.get().reviewer.name == "A former participant"
    assert Recusal.objects.get().reason == ""


def after(sprint, days, hours=12):
    """The clock at that hour of the sprint's own day, so many days after its last one."""
    day = sprint.ends_on + datetime.timedelta(days=days)
    return at(f"{day}T{hours:02}:00:00+00:00")


def words_left(application):
    """Every word that is kept of it, wherever it stands."""
    row = scenes.fresh(application)
    return [
        *(getattr(row, name) for name in ("from_city", "need", "reason", "private_note")),
        *row.lines.values_list("description", flat=True),
        *row.reviews.values_list("note", flat=True),
        *row.recusals.values_list("reason", flat=True),
        *row.offers.values_list("message", flat=True),
        *row.messages.values_list("body", flat=True),
        *(step.why for one in (row, *row.offers.all()) for step in Transition.objects.of(one)),
    ]


def test_words_go_on_the_day_that_was_promised_and_amounts_stay(scene):
    application = scenes.offered(scene, told(scene), message="WORD")
    workflow.revoke(application, by=scene.manager, why="WORD")
    scenes.accepted(scene, scenes.fresh(application), message="WORD")
    TravelProgram.objects.update(text_retention_days=60)
    before = words_left(application)
    with after(scene.sprint, 60):
        assert workflow.purge_words() == "words of 0 travel applications deleted"
    assert words_left(application) == before
    with after(scene.sprint, 61):
        assert workflow.purge_words() == "words of 1 travel applications deleted"
        assert workflow.purge_words() == "words of 0 travel applications deleted"
    assert not any(words_left(application))
    row = scenes.fresh(application)
    assert (row.state, row.requested_total, row.lines.get().amount) == ("accepted", 400, 400)
    states = [step.to_state for step in Transition.objects.of(row)]
    assert states == ["offered", "submitted", "offered", "accepted"]
    assert row.offers.get(state="accepted").terms == "As agreed."
    assert row.reviews.get().score == 4
    assert ledger.differences() == []


def test_words_of_another_sprint_stay(scene):
    application = told(scenes.new_scene(sprint__starts_on=datetime.date(2060, 1, 1)))
    with after(scene.sprint, 61):
        assert workflow.purge_words() == "words of 0 travel applications deleted"
    assert "WORD" in words_left(application)


def test_what_is_written_later_stays_as_many_days(scene):
    application = scenes.accepted(scene, told(scene))
    with after(scene.sprint, 61):
        workflow.purge_words()
        MessageFactory(application=application, body="LATER", at=timezone.now())
        workflow.cancel(application, by=scene.manager, why="LATER")
        assert workflow.purge_words() == "words of 0 travel applications deleted"
    with after(scene.sprint, 121, hours=11):
        workflow.purge_words()
    assert list(filter(None, words_left(application))) == ["LATER"] * 3
    with after(scene.sprint, 121):
        workflow.purge_words()
    assert not any(words_left(application))


def test_the_look_for_words_costs_the_same_for_1_and_for_3(scene, django_assert_num_queries):
    for _ in range(2):
        told(scene)
        with after(scene.sprint, 61):
            workflow.purge_words()
            with django_assert_num_queries(2):
                workflow.purge_words()
