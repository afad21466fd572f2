"""The back office of interest groups: everybody's, and changed by those whom they concern."""

import pytest

from events.meetings import rules
from events.meetings.tests.factories import MeetingFactory
from events.registration.tests.factories import RegistrationFactory
from events.sprints.tests.factories import TeamMemberFactory
from people.models import GroupMember, InterestGroup
from people.tests.factories import GroupMemberFactory, InterestGroupFactory, PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_door")]
LIST = "/admin/people/interestgroup/"


@pytest.fixture
def organizer():
    return TeamMemberFactory()


def change(group):
    return f"{LIST}{group.pk}/change/"


def typed(group, *members, **changes):
    data = {"name": group.name, "slug": group.slug, "channel_url": group.channel_url}
    data |= {"members-TOTAL_FORMS": len(members), "members-INITIAL_FORMS": 0}
    for number, (pk, person, role) in enumerate(members):
        data["members-INITIAL_FORMS"] += bool(pk)
        row = {"id": pk or "", "group": group.pk, "person": person.pk, "role": role}
        data |= {f"members-{number}-{name}": value for name, value in row.items()}
    return data | changes


@pytest.mark.parametrize("more", [{}, {"confidential": "on"}])
def test_an_organizer_adds_a_group_and_names_its_chair(client_of, organizer, more):
    client = client_of(organizer.person)
    client.post(f"{LIST}add/", typed(InterestGroupFactory.build(slug="parser"), **more))
    group = InterestGroup.objects.get(slug="parser")
    client.post(change(group), typed(group, (None, organizer.person, "chair"), **more))
    assert group.members.values("person", "role").get() == {
        "person": organizer.person_id,
        "role": "chair",
    }
    assert kept(group, organizer.person)
    assert not kept(group, TeamMemberFactory().person)


def test_a_group_that_meets_elsewhere_is_not_mine_to_change(client_of, organizer):
    """Whoever chairs it would see the private meetings of the other sprint."""
    group = GroupMemberFactory(person__name="Secret Member").group
    MeetingFactory(sprint=organizer.sprint, group=group)
    client = client_of(organizer.person)
    assert client.get(change(group)).status_code == 200
    MeetingFactory(group=group)
    page = client.get(change(group))
    assert page.status_code == 200
    assert "Secret Member" not in page.content.decode()
    data = typed(group, (None, organizer.person, "chair"))
    assert client.post(change(group), data).status_code == 403
    assert not GroupMember.objects.filter(person=organizer.person).exists()


def kept(group, person):
    return rules.groups_managed_by(person).filter(pk=group.pk).exists()


def test_a_confidential_group_is_kept_by_who_is_in_it(client_of, organizer):
    """Even before it has met: whoever names its chairs, and reads its people, is one of them."""
    secret = GroupMemberFactory(person__name="Secret Member", group__confidential=True)
    group, client = secret.group, client_of(organizer.person)
    assert "Secret Member" not in client.get(change(group)).content.decode()
    rows = [(secret.pk, secret.person, "member"), (None, organizer.person, "chair")]
    assert client.post(change(group), typed(group, *rows)).status_code == 403
    group.refresh_from_db()
    assert (group.confidential, group.members.count()) == (True, 1)
    own = GroupMemberFactory(group=group, person=organizer.person)
    assert "Secret Member" in client.get(change(group)).content.decode()
    rows[1] = (own.pk, organizer.person, "chair")
    answer = client.post(change(group), typed(group, *rows, confidential="on"))
    assert answer.status_code == 302
    own.refresh_from_db()
    assert own.role == "chair"


@pytest.mark.parametrize("link", [RegistrationFactory, TeamMemberFactory])
def test_a_group_with_somebody_of_other_sprints_alone_is_not_mine_to_change(organizer, link):
    """Its meetings will be in the sprint of those who are in it."""
    member = GroupMemberFactory()
    assert kept(member.group, organizer.person)  # of no sprint
    link(person=member.person)
    assert not kept(member.group, organizer.person)
    RegistrationFactory(sprint=organizer.sprint, person=member.person, state="cancelled")
    assert kept(member.group, organizer.person)


def test_what_was_changed_in_a_group_is_read_by_who_may_change_it(client_of, organizer):
    person = RegistrationFactory(sprint=organizer.sprint, person__name="Secret Member").person
    group = InterestGroupFactory()
    client, history = client_of(organizer.person), f"{LIST}{group.pk}/history/"
    data = typed(group, (None, person, "chair"), (None, organizer.person, "member"))
    client.post(change(group), data | {"confidential": "on"})
    assert group.members.count() == 2
    assert "Secret Member" in client.get(history).content.decode()
    assert "historylink" in client.get(change(group)).content.decode()
    other = client_of(TeamMemberFactory().person)
    assert "historylink" not in other.get(change(group)).content.decode()
    assert other.get(history).status_code == 403
    assert other.get(f"{LIST}{group.pk + 1}/history/").status_code == 302


def test_a_superuser_changes_every_group(client_of):
    group = InterestGroupFactory()
    MeetingFactory(group=group)
    data = typed(group, name="Renamed")
    assert client_of(PersonFactory(is_superuser=True)).post(change(group), data).status_code == 302
    group.refresh_from_db()
    assert group.name == "Renamed"


def test_members_from_other_sprints_stay_when_one_is_added(client_of, organizer):
    far = GroupMemberFactory(role="chair")
    person = RegistrationFactory(sprint=organizer.sprint).person
    stranger = PersonFactory()
    client = client_of(organizer.person)
    kept = (far.pk, far.person, "chair")
    client.post(change(far.group), typed(far.group, kept, (None, person, "member")))
    assert far.group.members.count() == 2
    answer = client.post(change(far.group), typed(far.group, kept, (None, stranger, "member")))
    assert "Select a valid choice." in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"channel_url": ""}, "A group needs a public channel, unless it is confidential."),
        ({"name": "TAKEN"}, "A group with this name is here already."),
        ({"slug": "taken"}, "already exists"),
    ],
)
def test_bad_input_gets_a_sentence(client_of, organizer, changes, sentence):
    InterestGroupFactory(name="Taken", slug="taken")
    group = InterestGroupFactory()
    page = client_of(organizer.person).post(change(group), typed(group, **changes))
    assert sentence in page.content.decode()


def test_other_roles_keep_no_groups(client_of, team_member):
    client = client_of(team_member.person)
    for path in (LIST, f"{LIST}add/", change(InterestGroupFactory())):
        assert client.get(path).status_code == 403


def test_no_group_is_deleted(client_of, organizer):
    group = InterestGroupFactory()
    page = f"{LIST}{group.pk}/delete/"
    assert client_of(organizer.person).post(page, {"post": "yes"}).status_code == 403
