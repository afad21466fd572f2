"""What can never be true of sprints and of what belongs to them."""

import datetime

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint

from events.sprints.models import Sprint
from events.sprints.tests.factories import (
    ChannelFactory,
    CreditFactory,
    EarlierYearFactory,
    PublishedFigureFactory,
    SeriesFactory,
    SponsorshipFactory,
    SprintFactory,
    TeamMemberFactory,
)
from people.tests.constraints import assert_refused_twice
from people.tests.factories import PersonFactory

pytestmark = pytest.mark.both

FACTORIES = [
    ChannelFactory,
    CreditFactory,
    EarlierYearFactory,
    PublishedFigureFactory,
    SeriesFactory,
    SponsorshipFactory,
    SprintFactory,
    TeamMemberFactory,
]
NOON = datetime.datetime(2030, 5, 6, 12, tzinfo=datetime.UTC)
CREDIT_SENTENCE = "Choose a person or type a name, one of the two."
YEAR_SENTENCE = "A year has four digits and lies after 1950."


@pytest.mark.parametrize("factory", FACTORIES)
def test_what_the_factories_make_is_valid(db, factory):
    factory().full_clean()


def test_every_constraint_has_a_sentence_of_its_own():
    models = [
        *apps.get_app_config("people").get_models(),
        *apps.get_app_config("events").get_models(),
    ]
    silent = [
        constraint.name
        for model in models
        for constraint in model._meta.constraints
        if constraint.violation_error_message == CheckConstraint.default_violation_error_message
    ]
    assert silent == []


@pytest.mark.parametrize(
    ("factory", "wrong", "constraint", "sentence"),
    [
        (
            SprintFactory,
            {"ends_on": datetime.date(1999, 5, 5)},
            "sprint_ends_after_it_starts",
            "A sprint cannot end before it starts.",
        ),
        (
            SprintFactory,
            {"registration_opens_at": NOON, "registration_closes_at": NOON},
            "sprint_registration_closes_after_it_opens",
            "Registration cannot close before it opens.",
        ),
        (SprintFactory, {"state": "eternal"}, "sprint_state_known", "A sprint has no such state."),
        (
            SprintFactory,
            {"announced_at": None},
            "sprint_public_once_announced",
            "Only a draft can do without having been announced.",
        ),
        (
            SprintFactory,
            {"offer_hours": 0},
            "sprint_offers_last_an_hour",
            "An offer has to last at least an hour.",
        ),
        (EarlierYearFactory, {"year": 1949}, "earlier_year_plausible", YEAR_SENTENCE),
        (EarlierYearFactory, {"year": 2201}, "earlier_year_plausible", YEAR_SENTENCE),
        (CreditFactory, {"person": None}, "credit_names_one", CREDIT_SENTENCE),
        (CreditFactory, {"name": "Greg"}, "credit_names_one", CREDIT_SENTENCE),
        # Here the field speaks before the constraint.
        (
            PublishedFigureFactory,
            {"source": ""},
            "figure_has_source",
            "This field cannot be blank.",
        ),
    ],
)
def test_what_can_never_be_true_of_one_row(db, factory, wrong, constraint, sentence):
    row = factory()
    for field, value in wrong.items():
        setattr(row, field, value)
    assert_refused_twice(row, constraint, sentence)


@pytest.mark.parametrize(
    ("factory", "fields", "constraint", "sentence"),
    [
        (SeriesFactory, "name", "series_name_once", "A series with this name is here already."),
        (SeriesFactory, "slug", "events_series_slug", "Series with this Slug already exists."),
        (ChannelFactory, "series url", "channel_once_in_series", "This channel is listed already."),
        (
            EarlierYearFactory,
            "series year",
            "earlier_year_once_in_series",
            "This year is listed already.",
        ),
        (SprintFactory, "slug", "events_sprint_slug", "Another sprint has this address already."),
        (SprintFactory, "uid", "events_sprint_uid", "Sprint with this Uid already exists."),
        (
            SponsorshipFactory,
            "sprint organization level",
            "sponsorship_once_a_level",
            "This organization is listed at this level already.",
        ),
        (PublishedFigureFactory, "sprint label", "figure_once", "This figure is listed already."),
        (
            TeamMemberFactory,
            "sprint person role",
            "team_member_once_a_role",
            "This person has this role already.",
        ),
    ],
)
def test_what_is_there_once(db, factory, fields, constraint, sentence):
    first, second = factory(), factory()
    for field in fields.split():
        setattr(second, field, getattr(first, field))
    assert_refused_twice(second, constraint, sentence)
    if constraint == "series_name_once":  # case makes no other series
        second.name = first.name.upper()
        assert_refused_twice(second, constraint, sentence)


@pytest.mark.parametrize(
    "allowed",
    [
        {"ends_on": datetime.date(2030, 5, 6)},  # a sprint of one day
        {"registration_opens_at": NOON},
        {"registration_closes_at": NOON},
        {"registration_opens_at": NOON, "registration_closes_at": NOON.replace(hour=13)},
        {"state": Sprint.State.DRAFT, "announced_at": None},
        {"state": Sprint.State.CANCELLED, "announced_at": None},
        {"offer_hours": 1, "capacity_in_person": 0},
    ],
)
def test_what_may_be_true_of_a_sprint(db, allowed):
    sprint = SprintFactory(**{"starts_on": datetime.date(2030, 5, 6)} | allowed)
    sprint.full_clean()


def test_one_organization_can_give_several_things_at_several_levels(db):
    host = SponsorshipFactory(level="host", gives=["cash", "venue", "travel"])
    host.full_clean()
    SponsorshipFactory(sprint=host.sprint, organization=host.organization).full_clean()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("time_zone", "", "This field cannot be blank."),
        (
            "time_zone",
            "Mars",
            "“Mars” is not the name of a time zone. A good one is Europe/Prague.",
        ),
        ("name", "Sprint\r\nBcc: x", "Please leave out line breaks and invisible characters."),
        ("name", "a" * 10_000, "Ensure this value has at most 200 characters (it has 10000)."),
        ("tagline", "3.11\x00", "Please leave out line breaks and invisible characters."),
        ("country", "Atlantis", "Value 'Atlantis' is not a valid choice."),
        ("conduct_url", "javascript:alert(1)", "Enter a valid URL."),
        ("contact_email", "nobody", "Enter a valid email address."),
    ],
)
def test_what_a_sprint_cannot_contain_is_refused_at_its_field(db, field, value, sentence):
    with pytest.raises(ValidationError) as refusal:
        SprintFactory.build(series=SeriesFactory(), **{field: value}).full_clean()
    assert refusal.value.message_dict[field][0] == sentence
    assert list(refusal.value.message_dict) == [field]


@pytest.mark.parametrize("gives", [["gold"], "cash", {"cash": 1}, [["cash"]], [None]])
def test_other_gifts_are_refused_with_a_sentence(db, gives):
    with pytest.raises(ValidationError) as refusal:
        SponsorshipFactory(gives=gives).full_clean()
    assert refusal.value.message_dict == {
        "gives": ["Choose among: cash, hardware, meals, travel, venue."]
    }


def test_rows_are_called_by_what_people_know_them_as(db):
    greg = PersonFactory(name="Gregory P. Smith", call_name="Greg")
    rows = {
        "Python core sprint": SeriesFactory.build(name="Python core sprint"),
        "Forum": ChannelFactory.build(label="Forum"),
        "2016, in person": EarlierYearFactory.build(year=2016, mode="in_person"),
        "Sprint 2022": SprintFactory.build(name="Sprint 2022"),
        "Instagram": SponsorshipFactory(organization__name="Meta", credited_as="Instagram"),
        "Google": SponsorshipFactory(organization__name="Google"),
        "Greg": CreditFactory(person=greg),
        "Somebody else": CreditFactory(person=None, name="Somebody else"),
        "8 countries": PublishedFigureFactory.build(value=8, label="countries"),
        "Gregory P. Smith, travel manager": TeamMemberFactory(person=greg, role="travel_manager"),
    }
    assert [str(row) for row in rows.values()] == list(rows)
