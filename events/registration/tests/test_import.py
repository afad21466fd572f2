"""A list of participants of a past sprint, pasted or uploaded: preview, then all of it or nothing."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from events.lifecycle import Refused, Transition
from events.registration import workflow
from events.registration.exports import Sheet, participants
from events.registration.forms.sheets import ImportForm, RowForm
from events.registration.models import Registration
from events.registration.tests.factories import RegistrationFactory
from events.registration.tests.pages import sentences
from events.registration.workflow import Participant
from events.sprints.models import Sprint
from events.sprints.tests.factories import SprintFactory, TeamMemberFactory
from people.models import Organization, Person
from people.tests.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_door")]
TABLE = (
    "Name\tsorted as\tOrganizations\tRoles\tdays\tname shown to\n"
    "Łucja Nowak\t\tAcme, Inc.; Blue\ttriager; Mentee\t2022-10-03;2022-10-04\teverybody\n"
    "Mariatta\tSh\t\t\t\t\n"
)


@pytest.fixture
def past():
    """A draft of a sprint of the past, in person, and its organizer."""
    sprint = SprintFactory(
        state=Sprint.State.DRAFT,
        announced_at=None,
        mode="in_person",
        starts_on=datetime.date(2022, 10, 3),
        ends_on=datetime.date(2022, 10, 7),
    )
    return TeamMemberFactory(sprint=sprint)


@pytest.fixture
def send(client_of, past):
    """A function that sends the page's form and gives the page."""

    def post(**typed):
        return client_of(past.person).post(address(past.sprint), typed)

    return post


def address(sprint):
    return f"/admin/events/registration/{sprint.pk}/import/"


def test_the_preview_enters_nobody_and_the_second_press_everybody(send, past):
    page = send(table=TABLE)
    assert "2 people will be entered" in page.content.decode()
    assert (Registration.objects.count(), Organization.objects.count()) == (0, 0)
    assert send(table=TABLE, confirmed="yes").status_code == 302
    mariatta, nowak = Registration.objects.order_by("person__name")
    assert (nowak.person.name, mariatta.person.sort_name) == ("Łucja Nowak", "Sh")
    assert (nowak.roles, nowak.days) == (["triager", "mentee"], ["2022-10-03", "2022-10-04"])
    assert sorted(map(str, nowak.financing.all())) == ["Acme, Inc.", "Blue"]
    assert (nowak.state, nowak.attended, nowak.listed) == ("confirmed", "yes", "everybody")
    assert (nowak.mode, mariatta.listed, mariatta.person.email) == ("in_person", "", None)
    step = Transition.objects.of(nowak).get()
    assert (step.by, step.why) == (past.person, "Entered by hand.")


def test_bringing_the_same_list_again_changes_nothing(send):
    send(table=TABLE, confirmed="yes")
    page = send(table=TABLE).content.decode()
    assert "0 people will be entered; 2 stand in this sprint already" in page
    send(table=TABLE, confirmed="yes")
    assert (Registration.objects.count(), Person.objects.count()) == (2, 3)


def test_whoever_is_registered_already_is_named_and_left_alone(send, past):
    row = RegistrationFactory(sprint=past.sprint, person__name="<b>Ada")
    table = "name\tattended\troles\n<b>Ada\tno\tguest\nBo\t\t"
    page = send(table=table).content.decode()
    assert "<li>&lt;b&gt;Ada</li>" in page
    assert f"/admin/events/registration/?sprint__id__exact={past.sprint.pk}" in page
    response = send(table=table, confirmed="yes")
    assert sentences(response) == [
        "1 participant is entered.",
        "In this sprint already, and left as they are: <b>Ada."
        " Note in the list of participants who attended.",
    ]
    row.refresh_from_db()
    assert (row.attended, row.roles) == ("unknown", [])


def test_a_long_list_of_those_who_are_here_ends_with_their_number(send):
    table = "\n".join(["name", *(f"Ada {letter}" for letter in "ABCDEFGHIJKL")])
    send(table=table, confirmed="yes")
    [sentence] = sentences(send(table=table, confirmed="yes"))
    assert "Ada I, Ada J and 2 more." in sentence


def test_nobody_has_attended_a_sprint_that_has_not_begun(send, past):
    Sprint.objects.update(starts_on="2099-10-03", ends_on="2099-10-07")
    page = send(table="name\tattended\nAda\tyes", confirmed="yes").content.decode()
    assert "Attended: Who came is noted from the first day of the sprint on." in page
    assert not Registration.objects.exists()


def test_whoever_is_known_from_another_sprint_of_mine_is_that_person(send, past):
    earlier = TeamMemberFactory(person=past.person).sprint
    known = RegistrationFactory(sprint=earlier, person__name="Eric Snow").person
    RegistrationFactory(person__name="Barry Warsaw")  # in a sprint of somebody else's
    send(table="name\nEric Snow\nBarry Warsaw", confirmed="yes")
    rows = Registration.objects.filter(sprint=past.sprint).order_by("person__name")
    assert [row.person == known for row in rows] == [False, True]
    assert Person.objects.filter(name="Barry Warsaw").count() == 2


def test_whoever_has_an_account_chooses_alone_who_reads_the_name(past):
    person = PersonFactory()
    line = Participant(name=person.name, mode="remote", person=person, listed="everybody")
    assert workflow.enter_list(past.sprint, [line], by=past.person) == 1
    assert Registration.objects.get(person=person).listed == ""


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_file_is_read_whatever_parts_its_cells(send, delimiter):
    text = f'name{delimiter}roles\n"Lee, Ann; PhD"{delimiter}guest'
    file = SimpleUploadedFile("list.csv", text.encode("utf-8-sig"))
    page = send(file=file).content.decode()
    assert "1 person will be entered" in page
    send(table=text, confirmed="yes")
    row = Registration.objects.get()
    assert (row.person.name, row.roles) == ("Lee, Ann; PhD", ["guest"])


def test_what_was_exported_can_be_brought_into_another_sprint(send, past):
    source = RegistrationFactory(
        person__name="Ada -", roles=["guest"], attended="no", days=[], sprint__mode="in_person"
    ).sprint
    RegistrationFactory(sprint=source, person__name="=Bo", person__sort_name="-x", days=[])
    table = participants(source, Sheet.TEAM).export("csv")
    page = send(table=table).content.decode()
    assert "These columns are not taken over: e-mail, state, number in the queue" in page
    send(table=table, confirmed="yes")
    rows = past.sprint.registrations.order_by("person__name")
    assert [(row.person.name, row.roles, row.attended) for row in rows] == [
        ("=Bo", [], "unknown"),
        ("Ada -", ["guest"], "no"),
    ]
    assert rows[0].person.sort_name == "-x"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ({"name": "", "roles": "guest"}, "Name: This field is required."),
        ({"name": "x" * 201}, "Name: Ensure this value has at most 200 characters"),
        ({"name": "a\u202eb"}, "Name: Please leave out line breaks and invisible characters."),
        ({"sorted as": "a\u202eb"}, "Sorted as: Please leave out line breaks"),
        ({"organizations": "x" * 201}, "Organizations: A name has 200 characters at most."),
        ({"roles": "king"}, "Roles: Select a valid choice. king is not one of"),
        ({"mode": "hybrid"}, "Mode: Select a valid choice. hybrid is not one of"),
        ({"mode": "remote"}, "Mode: One cannot take part in this sprint in that way."),
        ({"days": "2022-10-08"}, "Days: Select a valid choice. 2022-10-08 is not one of"),
        ({"attended": "maybe"}, "Attended: Select a valid choice. maybe is not one of"),
        ({"name shown to": "world"}, "Name shown to: Select a valid choice. world is not one of"),
    ],
)
def test_a_wrong_row_gets_its_sentence(past, line, sentence):
    row = RowForm({"name": "Ada"} | line, sprint=past.sprint, known={})
    [found] = row.sentences()
    assert found.startswith(sentence)


def test_with_a_wrong_row_nobody_is_entered_and_the_table_stays(send):
    table = "name\troles\nAda\tking\nBo\tguest"
    for more in ({}, {"confirmed": "yes"}):
        page = send(table=table, **more)
        assert "Roles: Select a valid choice. king is not one of" in page.content.decode()
        assert page.context["preview"]["text"] == table
    assert not Registration.objects.exists()


def test_in_a_hybrid_sprint_each_line_says_how(send, past):
    Sprint.objects.update(mode="hybrid")
    page = send(table="name\nAda").content.decode()
    assert "Mode: Please say whether in person or remote." in page


def test_two_lines_or_two_records_with_one_name_are_not_guessed_at(send, past):
    page = send(table="name\nAda\nBo\nAda").content.decode()
    assert page.count("This name stands in two lines.") == 2
    for earlier in (TeamMemberFactory(person=past.person).sprint for _ in range(2)):
        RegistrationFactory(sprint=earlier, person__name="Ken Jin")
    page = send(table="name\nKen Jin").content.decode()
    assert "Two people here have this name. Add this one by hand." in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Please paste cells or choose a file, one of the two."),
        ({"table": "Ada\nBo"}, "one of them is “name”."),
        ({"table": "name\tname\nAda\tBo"}, "Two columns have the same heading."),
        ({"table": "name"}, "There is nobody below the line of headings."),
        ({"table": "name\nAda\tBo"}, "A line has more cells than there are headings."),
        ({"table": "name\n" + "Ada\n" * 1001}, "That is more than 1000 people at once."),
        ({"table": "name\n" + "x" * 140_000}, "This is not a table: field larger than"),
        ({"file": b"name\nJ\xf6rg"}, "This file is not text in UTF-8."),
        ({"file": b"name\nA\x00da"}, "This file is not text."),
        ({"file": b"x" * 1_000_001}, "This file is larger than a megabyte."),
        ({"table": "x" * 1_000_001}, "Ensure this value has at most 1000000 characters"),
    ],
)
def test_what_is_no_list_gets_a_sentence(past, typed, sentence):
    files = {name: SimpleUploadedFile("list.csv", typed[name]) for name in typed if name == "file"}
    form = ImportForm(typed, files, sprint=past.sprint, by=past.person)
    [[found]] = form.errors.values()
    assert sentence in found


def test_people_of_a_coming_sprint_register_themselves(client_of):
    open_one = TeamMemberFactory(sprint__state=Sprint.State.OPEN)
    client, page = client_of(open_one.person), address(open_one.sprint)
    typed = {"table": "name\tmode\nAda\tremote", "confirmed": "yes"}
    for answer in (client.get(page), client.post(page, typed)):
        assert "Here people register themselves." in answer.content.decode()
    with pytest.raises(Refused, match="Lists are for drafts and past sprints"):
        workflow.enter_list(open_one.sprint, [], by=open_one.person)
    assert not Registration.objects.exists()
    dashboard = client.get(f"/admin/events/sprint/{open_one.sprint.pk}/dashboard/")
    assert "Import participants" not in dashboard.content.decode()


def test_only_the_own_organizers_bring_lists(client_of, past):
    for other in (TeamMemberFactory(), TeamMemberFactory(sprint=past.sprint, role="desk")):
        typed = {"table": TABLE, "confirmed": "yes"}
        assert client_of(other.person).post(address(past.sprint), typed).status_code == 404
        with pytest.raises(Refused, match="Only an organizer"):
            workflow.enter_list(past.sprint, [], by=other.person)
    assert not Registration.objects.exists()


def test_a_sprint_that_ended_takes_lists_and_one_line_counts_once(past):
    today = timezone.localdate()
    days = {"starts_on": today - datetime.timedelta(9), "ends_on": today - datetime.timedelta(5)}
    Sprint.objects.update(**days, state="closed", announced_at=timezone.now())
    line = Participant(name="Ada", mode="in_person")
    assert workflow.enter_list(past.sprint, [line], by=past.person) == 1
    assert workflow.enter_list(past.sprint, [line], by=past.person) == 0
