"""The desk's page, and what the dashboard counts of what people need."""

import datetime
import logging

import pytest
from django.utils import timezone

from events.registration import offers
from events.registration.models import PrivateDetails
from events.registration.tests.factories import PrivateDetailsFactory, RegistrationFactory
from events.sprints.tests.factories import SprintFactory, TeamMemberFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_door")]
LOGGER = "events.registration.admin.desk"


@pytest.fixture
def desk():
    return TeamMemberFactory(role="desk")


@pytest.fixture
def look(client_of, desk):
    """A function that opens the page of the desk's sprint, with a name to search for if any."""

    def get(**query):
        response = client_of(desk.person).get(address(desk.sprint), query)
        assert response.status_code == 200
        return response

    return get


def address(sprint):
    return f"/admin/events/registration/{sprint.pk}/desk/"


def needs(sprint, name="Ada", *, row=(), **contents):
    return PrivateDetailsFactory(
        registration__sprint=sprint, registration__person__name=name, **dict(row), **contents
    )


def waiting(**more):
    return {"registration__state": "waitlisted", "registration__queue_no": 1} | more


def test_the_desk_reads_who_takes_part_and_what_they_need(look, desk):
    sprint = desk.sprint
    everything = {name: f"their {name}"[:4] for name in PrivateDetails.CONTENTS}
    needs(sprint, "Ada Zoll", **everything)
    remote = {"registration__mode": "remote", "registration__days": []}
    needs(sprint, "Łucja Adler", row=remote, diet="vegan")
    needs(sprint, "Jun Mori", row=waiting(registration__remote_while_waiting=True))
    RegistrationFactory(sprint=sprint, person__name="By Hand", days=[])
    needs(sprint, "Only Waiting", row=waiting(registration__queue_no=2), diet="secret")
    needs(sprint, "Not Coming", row={"registration__state": "cancelled"}, diet="secret")
    needs(SprintFactory(), "Elsewhere", diet="secret")
    response = look()
    day = sprint.starts_on
    asked = ["diet", "allergies", "accessibility needs", "emergency contact"]
    asked += ["their phone number", "T-shirt", "note to the organizers"]
    written = [(label, "thei") for label in asked]
    assert [row[:3] for row in response.context["rows"]] == [
        ("Łucja Adler", "From afar", [("diet", "vegan")]),
        ("By Hand", "In person. Days not known", []),
        ("Jun Mori", "From afar, waiting for a place in person", []),
        ("Ada Zoll", f"In person. {day:%A}, {day.day} {day:%B}", written),
    ]
    page = response.content.decode()
    assert "secret" not in page
    assert page.count("Has not written anything.") == 2
    assert "4 people" in page
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


@pytest.mark.parametrize("asked", ["lucja", "ŁUC", " adler  łucja "])
def test_a_name_is_found_without_its_accents_and_in_any_order(look, desk, asked):
    needs(desk.sprint, "Łucja Adler")
    needs(desk.sprint, "Ada Zoll")
    response = look(q=asked)
    assert [row.name for row in response.context["rows"]] == ["Łucja Adler"]
    assert "1 of 2 people" in " ".join(response.content.decode().split())


def test_nobody_found_and_nobody_there_are_said_apart(look, desk):
    assert "Nobody takes part yet." in look().content.decode()
    assert "Nobody takes part yet." in look(q="ada").content.decode()
    needs(desk.sprint, "Ada")
    page = look(q="<b>bob").content.decode()
    assert "Nobody with this name takes part." in page


def test_text_of_participants_is_shown_as_they_wrote_it_and_as_nothing_else(look, desk):
    needs(desk.sprint, "<i>Ada", note="<script>\nlate")
    page = look().content.decode()
    assert "&lt;i&gt;Ada" in page
    assert "&lt;script&gt;<br>late" in page


def test_after_the_deletion_the_page_says_when_it_was(look, desk):
    at = datetime.datetime(2030, 5, 3, 22, 30, tzinfo=datetime.UTC)
    needs(desk.sprint, "Ada", purged_at=at)
    page = look().content.decode()
    assert "Deleted on 4 May 2030, 00:30 CEST (Europe/Prague)." in page
    assert "Ada" in page
    assert "Has not written anything." not in page


def test_who_has_looked_is_in_the_log_and_what_they_saw_is_not(look, desk, caplog):
    needs(desk.sprint, "Ada", diet="vegan")
    needs(desk.sprint, "Bo")
    with caplog.at_level(logging.INFO, LOGGER):
        look()
        look(q="ada")
        look(q="bo")
        look(q="nobody")
    told = f"Private details of {desk.sprint.slug} read by person {desk.person.pk}"
    assert [record.getMessage() for record in caplog.records if record.name == LOGGER] == [told] * 2


def test_diets_of_those_who_come_count_alike_whatever_their_case(desk):
    sprint = desk.sprint
    needs(sprint, diet="Vegan")
    needs(sprint, diet=" vegan", allergies="nuts")
    needs(sprint, diet="no  pork", allergies="milk", accessibility="a ramp")
    needs(sprint, diet="halal")
    needs(sprint)
    needs(sprint, row={"registration__mode": "remote"}, diet="vegan", allergies="nuts")
    needs(sprint, row=waiting(), diet="vegan", accessibility="a ramp")
    diets = [("Vegan", 2), ("halal", 1), ("no  pork", 1)]
    diets += [("wrote of allergies", 2), ("wrote of accessibility needs", 1)]
    assert offers.needs(sprint, desk.person)[0] == ("Diet, in person", diets)


def test_tshirts_count_for_everybody_who_takes_part_in_the_order_of_sizes(desk):
    sprint = desk.sprint
    for size in ("XL", "S", "M", "M", ""):
        needs(sprint, tshirt=size)
    needs(sprint, row={"registration__mode": "remote"}, tshirt="S")
    needs(sprint, row=waiting(registration__remote_while_waiting=True), tshirt="3XL")
    needs(sprint, row={"registration__state": "cancelled"}, tshirt="XS")
    RegistrationFactory(sprint=sprint)
    sizes = [("S", 2), ("M", 2), ("XL", 1), ("3XL", 1)]
    assert offers.needs(sprint, desk.person)[1] == ("T-shirts", sizes)


def test_panels_without_anything_say_why(desk):
    nothing = [("Nobody has written anything yet.", "")]
    assert [rows for _, rows in offers.needs(desk.sprint, desk.person)] == [nothing] * 2
    needs(desk.sprint, purged_at=timezone.now())
    for _, [(sentence, number)] in offers.needs(desk.sprint, desk.person):
        assert (sentence.startswith("Deleted on "), number) == (True, "")
