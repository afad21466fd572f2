"""A record that the team kept becomes part of the account of whom it tells."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.admin.models import LogEntry
from django.db import models

from events.lifecycle import Refused
from events.meetings.tests.factories import MeetingFactory
from events.outbox import Email
from events.pages.workflow import BELONGINGS, delete_account, give_record
from events.photos.models import PhotoTag
from events.photos.tests.factories import PhotoFactory
from events.recap.models import OutcomePerson
from events.recap.tests.factories import OutcomeFactory, ReportFactory
from events.registration.models import Registration
from events.registration.tests.factories import FinancingFactory, RegistrationFactory
from events.sprints.models import TeamRole
from events.sprints.tests.factories import CreditFactory, TeamMemberFactory
from people.models import Person
from people.tests.factories import GroupMemberFactory, PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_door")]


@pytest.fixture
def organizer():
    return TeamMemberFactory(
        person__name="Olga", sprint__state="finished", sprint__slug="old", sprint__name="The sprint"
    )


@pytest.fixture
def row(organizer):
    """What the team entered by hand of somebody who took part."""
    return RegistrationFactory(
        sprint=organizer.sprint,
        person__name="Mariatta",
        person__email=None,
        attended="yes",
        roles=["mentee"],
        entered_by_hand=True,
    )


@pytest.fixture
def account():
    person = PersonFactory(name="Mariatta Lee", email="mariatta@example.org")
    EmailAddress.objects.create(user=person, email=person.email, verified=True)
    return person


def page(record):
    return f"/admin/people/person/{record.pk}/give/"


def test_everything_that_tells_of_the_person_goes_over(organizer, row, account):
    sprint, record = organizer.sprint, row.person
    FinancingFactory(registration=row)
    rows = [
        CreditFactory(sprint=sprint, person=record),
        GroupMemberFactory(person=record),
        TeamMemberFactory(sprint=sprint, person=record, role=TeamRole.PHOTOGRAPHER),
        MeetingFactory(sprint=sprint).named.create(person=record, role="presenter"),
        PhotoTag.objects.create(photo=PhotoFactory(sprint=sprint), person=record),
        OutcomePerson.objects.create(outcome=OutcomeFactory(sprint=sprint), person=record),
    ]
    vote = OutcomeFactory(sprint=sprint, kind="vote", nominee=record)
    give_record(record, account, by=organizer.person)
    for one in (row, vote, *rows):
        one.refresh_from_db()
    assert {one.person_id for one in (row, *rows)} == {vote.nominee_id} == {account.pk}
    assert (row.attended, row.roles, row.financing.count()) == ("yes", ["mentee"], 1)
    assert not Person.objects.filter(pk=record.pk).exists()


def test_a_published_report_names_the_account_from_then_on(organizer, row, account):
    named, nobody, given = (
        {"sections": [{"text": [[[{"person": pk, "name": "Mariatta"}]]]}]}
        for pk in (row.person_id, 0, account.pk)
    )
    report = ReportFactory(sprint=organizer.sprint, frozen=named)
    elsewhere = ReportFactory(frozen=nobody)
    give_record(row.person, account, by=organizer.person)
    report.refresh_from_db()
    elsewhere.refresh_from_db()
    assert report.frozen == given
    assert elsewhere.frozen == nobody


def test_nothing_that_a_record_may_have_is_deleted_unawares():
    goes_along = {
        relation.related_model.__name__
        for relation in Person._meta.related_objects
        if relation.on_delete is models.CASCADE
    }
    moved = {model.__name__ for model, _ in BELONGINGS}
    of_an_account = {"EmailAddress", "Authenticator", "SocialAccount", "UserSession", "LogEntry"}
    by_an_account = {"CalendarToken", "Email", "PictureSent", "Portrait", "UploadRefusal"}
    assert goes_along == moved | of_an_account | by_an_account


def test_where_both_are_named_the_account_is_named_once(organizer, row, account):
    outcome = OutcomeFactory(sprint=organizer.sprint)
    tagged = PhotoFactory(sprint=organizer.sprint)
    for person in (row.person, account):
        OutcomePerson.objects.create(outcome=outcome, person=person)
        PhotoTag.objects.create(photo=tagged, person=person)
    give_record(row.person, account, by=organizer.person)
    assert list(outcome.people.all()) == [account]
    assert [tag.person for tag in tagged.tags.all()] == [account]


def test_the_owner_alone_chooses_who_reads_the_name_and_is_told(organizer, row, account):
    assert row.listed == "everybody"
    give_record(row.person, account, by=organizer.person)
    row.refresh_from_db()
    assert row.listed == ""
    email = Email.objects.get()
    assert (email.to, email.subject) == (
        "mariatta@example.org",
        "Your past at Sprintbook stands in your account",
    )
    assert f"Olga kept a record called Mariatta, because you took part in: {row.sprint}." in (
        email.text
    )


def refused(record, account, by):
    with pytest.raises(Refused) as refusal:
        give_record(record, account, by=by)
    assert Registration.objects.filter(person=record).exists()
    assert Person.objects.filter(pk=record.pk).exists()
    return str(refusal.value)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            lambda record, account: EmailAddress.objects.filter(user=account).delete(),
            "Nobody has confirmed the address of this account.",
        ),
        (
            lambda record, account: Person.objects.filter(pk=record.pk).update(email="a@b.example"),
            "Only a record without an account can be given to one.",
        ),
        (
            lambda record, account: Person.objects.filter(pk=record.pk).update(is_active=False),
            "One of the two has been deleted meanwhile.",
        ),
        (
            lambda record, account: RegistrationFactory(
                sprint=record.registrations.get().sprint, person=account, state="cancelled"
            ),
            "Both have a registration for The sprint.",
        ),
    ],
)
def test_a_record_is_given_to_no_other_account(organizer, row, account, change, sentence):
    change(row.person, account)
    assert refused(row.person, account, organizer.person) == sentence


def is_in_a_group(person):
    GroupMemberFactory(person=person, group__confidential=True)


@pytest.mark.parametrize("link", [RegistrationFactory, is_in_a_group])
def test_only_who_organizes_all_its_sprints_gives_a_record(organizer, row, account, link):
    link(person=row.person)
    sentence = "Only an organizer of all sprints and groups of this record can give it away."
    assert refused(row.person, account, organizer.person) == sentence
    assert refused(row.person, account, PersonFactory()) == sentence
    give_record(row.person, account, by=PersonFactory(is_superuser=True))
    assert not Person.objects.filter(pk=row.person.pk).exists()


def test_the_back_office_leads_there_and_leaves_a_note(client_of, organizer, row, account):
    record, client = row.person, client_of(organizer.person)
    assert page(record) in client.get(f"/admin/people/person/{record.pk}/change/").content.decode()
    assert "Whose record is Mariatta?" in client.get(page(record)).content.decode()
    answer = client.post(page(record), {"account": "Mariatta@Example.org"}, follow=True)
    assert "the record belongs to Mariatta Lee now." in answer.content.decode()
    note = LogEntry.objects.get()
    assert (note.user, note.object_id) == (organizer.person, str(account.pk))
    assert note.change_message == f"Was given the record {record.pk}, Mariatta."
    delete_account(account)
    note.refresh_from_db()
    assert "Mariatta" not in note.change_message + note.object_repr


def test_a_refusal_and_an_unknown_address_get_their_sentences(client_of, organizer, row, account):
    RegistrationFactory(sprint=organizer.sprint, person=account)
    client = client_of(organizer.person)
    answer = client.post(page(row.person), {"account": account.email})
    assert "Both have a registration for The sprint." in answer.content.decode()
    answer = client.post(page(row.person), {"account": "nobody@example.org"})
    assert list(answer.context["form"].errors) == ["account"]


def test_nobody_else_opens_the_page(client_of, organizer, row, account):
    record, client = row.person, client_of(organizer.person)
    assert client.get(page(organizer.person)).status_code == 403
    assert client.get(page(account)).status_code == 404
    RegistrationFactory(person=record)
    assert client.post(page(record), {"account": account.email}).status_code == 403
    desk = TeamMemberFactory(sprint=organizer.sprint, role=TeamRole.DESK)
    for member in (TeamMemberFactory(), desk):
        answer = client_of(member.person).post(page(record), {"account": account.email})
        assert answer.status_code in (403, 404)
    assert Registration.objects.get(pk=row.pk).person == record
