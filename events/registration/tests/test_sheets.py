"""Lists for spreadsheets: who gets which, what stands in them, and that they compute nothing."""

import io

import openpyxl
import pytest
from django.contrib.admin.models import LogEntry
from tablib import Dataset

from events.registration.exports import Sheet, participants
from events.registration.models import PrivateDetails
from events.registration.tests.factories import (
    FinancingFactory,
    PrivateDetailsFactory,
    RegistrationFactory,
)
from events.registration.tests.pages import viewer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_door")]
FORMULAS = ["=HYPERLINK(1)", "+1+1", "-1+1", "@SUM(1)", "\uff1d1+1"]


def address(sprint):
    return f"/admin/events/registration/{sprint.pk}/export/"


def lines(content):
    return Dataset().load(content, "csv").dict


def test_the_teams_list_has_every_registration_with_its_state(client_of, organizer):
    sprint = organizer.sprint
    row = RegistrationFactory(
        sprint=sprint,
        person__name="Ada Zoll",
        roles=["core_developer", "mentee"],
        listed="nobody",
        attended="yes",
    )
    FinancingFactory(registration=row, organization__name="Acme, Inc.", private=True)
    FinancingFactory(registration=row, organization__name="Blue")
    RegistrationFactory(sprint=sprint, person__name="Łucja Adler", state="cancelled", mode="remote")
    RegistrationFactory(person__name="Elsewhere")
    asked = {"sheet": "team", "file_format": "csv"}
    response = client_of(organizer.person).post(address(sprint), asked)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith(f'attachment; filename="{sprint.slug}-team-')
    other, found = lines(response.content.decode())
    expected = {"name": "Łucja Adler", "state": "cancelled", "mode": "remote"}
    assert expected.items() <= other.items()
    expected = {"name": "Ada Zoll", "organizations": "Acme, Inc.; Blue", "attended": "yes"}
    expected |= {"roles": "core developer; mentee", "days": sprint.starts_on.isoformat()}
    assert expected.items() <= found.items()
    assert "diet" not in found


def test_what_is_handed_on_names_only_whom_everybody_may_read(organizer):
    sprint = organizer.sprint
    shown = RegistrationFactory(sprint=sprint, person__name="Ada", listed="everybody")
    FinancingFactory(registration=shown, organization__name="Secret Payer", private=True)
    RegistrationFactory(sprint=sprint, person__name="Bo", listed="participants")
    waits = {"state": "waitlisted", "queue_no": 1}
    RegistrationFactory(sprint=sprint, person__name="Chidi", listed="everybody", **waits)
    handed_on = {"name": "Ada", "organizations": "", "roles": "", "mode": "in person"}
    assert participants(sprint, Sheet.PUBLIC).dict == [handed_on]
    shown.listed = "nobody"
    shown.save()
    assert participants(sprint, Sheet.PUBLIC).dict == []


def test_private_details_go_to_organizers_only_and_are_logged(client_of, organizer):
    sprint = organizer.sprint
    contents = dict.fromkeys(PrivateDetails.CONTENTS, "M")
    PrivateDetailsFactory(registration__sprint=sprint, registration__travels_from="CZ", **contents)
    asked = {"sheet": "private", "file_format": "csv"}
    response = client_of(organizer.person).post(address(sprint), asked)
    (found,) = lines(response.content.decode())
    assert (found["diet"], found["note to the organizers"]) == ("M", "M")
    assert found["travels from"] == "CZ"
    (entry,) = LogEntry.objects.all()
    assert (entry.user, entry.object_id) == (organizer.person, str(sprint.pk))
    assert entry.change_message == "Exported as CSV: The same, with private details."


@pytest.mark.parametrize("role", ["organizer", "desk", "superuser", "foreign organizer"])
def test_others_get_no_list_and_a_superuser_none_with_private_details(client_of, organizer, role):
    sprint = organizer.sprint
    client = client_of(viewer(role, sprint))
    taken = [
        sheet
        for sheet in Sheet
        if "Content-Disposition"
        in client.post(address(sprint), {"sheet": sheet, "file_format": "csv"})
    ]
    expected = {"organizer": list(Sheet), "superuser": [Sheet.TEAM, Sheet.PUBLIC]}
    assert taken == expected.get(role, [])
    assert LogEntry.objects.count() == len(taken)


def test_looking_at_the_page_takes_nothing_and_a_wrong_choice_gets_a_sentence(client_of, organizer):
    client = client_of(organizer.person)
    page = client.get(address(organizer.sprint), {"sheet": "team", "file_format": "csv"})
    assert "Which list?" in page.content.decode()
    asked = {"sheet": "everything", "file_format": "exe"}
    wrong = client.post(address(organizer.sprint), asked).content.decode()
    for value in asked.values():
        assert f"Select a valid choice. {value} is not one of the available choices." in wrong
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("formula", [*FORMULAS, "\t=1+1", "\r=1+1"])
@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_no_cell_is_a_formula(organizer, formula, file_format):
    """A tab or line break reaches a note alone; a spreadsheet would skip it before the formula."""
    name = formula if formula in FORMULAS else "Ada"
    PrivateDetailsFactory(
        registration__sprint=organizer.sprint, registration__person__name=name, note=formula
    )
    content = participants(organizer.sprint, Sheet.PRIVATE).export(file_format)
    if file_format == "csv":
        (found,) = lines(content)
        values = list(found.values())
        kinds = set()
    else:
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        kinds = {cell.data_type for cell in sheet[2]}
        values = [str(cell.value) for cell in sheet[2] if cell.value]
    assert "f" not in kinds
    assert "'" + formula.strip() in {"".join(value.split()) for value in values}
    assert not [value for value in values if value.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_characters_that_no_xlsx_can_hold_are_left_out(organizer):
    PrivateDetailsFactory(registration__sprint=organizer.sprint, note="a\x0bb\x1f")
    content = participants(organizer.sprint, Sheet.PRIVATE).export("xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert "ab" in [cell.value for cell in sheet[2]]


@pytest.mark.parametrize("state", ["declined", "cancelled", "expired"])
def test_private_columns_are_empty_for_whoever_no_longer_takes_part(organizer, state):
    contents = dict.fromkeys(PrivateDetails.CONTENTS, "M")
    PrivateDetailsFactory(
        registration__sprint=organizer.sprint,
        registration__travels_from="CZ",
        registration__state=state,
        **contents,
    )
    [found] = participants(organizer.sprint, Sheet.PRIVATE).dict
    private = {value for heading, value in found.items() if heading in ("travels from", "diet")}
    assert private == {""}
    assert not {"M", "CZ"} & set(found.values())


@pytest.mark.parametrize("number", [1, 30])
def test_a_list_takes_two_queries_however_long_it_is(organizer, django_assert_num_queries, number):
    for _ in range(number):
        row = FinancingFactory(registration__sprint=organizer.sprint).registration
        PrivateDetailsFactory(registration=row)
    with django_assert_num_queries(2):
        assert participants(organizer.sprint, Sheet.PRIVATE).height == number
