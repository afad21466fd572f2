"""The door on a phone: a press a person, in the same place of the list."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from events.registration.models import Registration
from events.registration.tests.factories import PrivateDetailsFactory, RegistrationFactory
from events.sprints.models import Sprint
from events.tests.browser.addresses import ORGANIZER
from events.tests.browser.barriers import barriers_in_both_themes, sideways

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 360, "height": 640}}


@pytest.fixture
def sprint(demo):
    """The demo's sprint since yesterday, with forty people more."""
    sprint = Sprint.objects.get(slug="demo")
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    sprint.starts_on, sprint.ends_on = yesterday, yesterday + datetime.timedelta(days=4)
    sprint.save()
    for number in range(40):
        RegistrationFactory(sprint=sprint, person__name=f"Person {number:02}")
    long = "Wolfeschlegelsteinhausenbergerdorff Oluwaseun-Bartholomew"
    PrivateDetailsFactory(
        registration__sprint=sprint, registration__person__name=long, allergies="hazelnuts"
    )
    return sprint


@pytest.mark.parametrize("scripts", [True, False])
def test_a_press_notes_it_and_stays_at_the_person(open_page, sprint, scripts):
    row = Registration.objects.get(person__name="Person 30")
    page = open_page(ORGANIZER, **PHONE, java_script_enabled=scripts)
    page.goto(reverse("admin:events_registration_desk", args=[sprint.pk]))
    page.get_by_role("button", name="Is here: Person 30").click()
    undo = page.get_by_role("button", name="Undo: Person 30 is here")
    assert undo.bounding_box()["height"] >= 40
    assert page.url.endswith(f"#person-{row.pk}")
    assert 0 <= undo.bounding_box()["y"] < 640
    row.refresh_from_db()
    assert row.attended == "yes"


def test_the_door_has_no_barriers_and_nothing_runs_out_of_a_phone(open_page, sprint):
    Registration.objects.filter(person__name="Person 01").update(attended="yes")
    Registration.objects.filter(person__name="Person 02").update(attended="no")
    page = open_page(ORGANIZER, **PHONE)
    page.goto(reverse("admin:events_registration_desk", args=[sprint.pk]))
    assert barriers_in_both_themes(page) == []
    assert not sideways(page)
