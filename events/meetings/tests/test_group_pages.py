"""Interest groups: what for, who, where they talk, and when they meet."""

import pytest

from events.meetings.tests.factories import MeetingFactory
from events.meetings.tests.pages import autumn_sprint, meeting, words
from events.registration.tests.factories import RegistrationFactory
from events.sprints.tests.factories import SprintFactory, TeamMemberFactory
from people.models import Person
from people.tests.factories import GroupMemberFactory, InterestGroupFactory

pytestmark = pytest.mark.django_db
GROUP = "/groups/parsers/"


@pytest.fixture
def parsers():
    return InterestGroupFactory(
        name="Parsers",
        slug="parsers",
        purpose="They **parse**.",
        channel_url="https://talk.example.org/",
    )


def members_of(group, sprint):
    """A chair whose name is everybody's to read, and two members whose names are not."""
    for name, role, listed in (
        ("Ann Zulu", "chair", "everybody"),
        ("Bo Yankee", "member", "participants"),
        ("Cy Xray", "member", "nobody"),
    ):
        row = RegistrationFactory(sprint=sprint, person__name=name, listed=listed)
        GroupMemberFactory(group=group, person=row.person, role=role)


def test_groups_stand_by_name_with_their_purpose_and_the_old_ones_last(client, parsers):
    InterestGroupFactory(name="builders", purpose="They build.")
    InterestGroupFactory(name="Conduct", confidential=True, channel_url="")
    InterestGroupFactory(name="Attic", archived=True)
    response = client.get("/groups/")
    assert words(response).split("from sprint to sprint. ")[1] == (
        "builders They build. Conduct confidential Parsers They parse. No longer meeting Attic"
    )
    assert f'href="{GROUP}"' in response.content.decode()


def test_without_a_group_the_page_says_what_will_stand_here(client):
    assert "No interest group is known yet." in words(client.get("/groups/"))


def test_every_page_leads_to_the_groups(client, parsers):
    for path in ("/", "/groups/", GROUP):
        assert 'href="/groups/"' in client.get(path).content.decode()


def test_a_group_says_its_purpose_and_where_it_talks(client, parsers):
    response = client.get(GROUP)
    page = response.content.decode()
    assert "<strong>parse</strong>" in page
    assert '<a href="https://talk.example.org/">' in page
    assert 'href="/groups/parsers/group.ics"' in page


def test_names_are_read_as_far_as_they_are_in_some_sprint_and_the_others_counted(
    client, client_of, parsers
):
    GroupMemberFactory.create_batch(2, group=parsers)
    assert "Members 2 people" in words(client.get(GROUP))
    parsers.members.all().delete()
    sprint = SprintFactory()
    members_of(parsers, sprint)
    other = client_of(RegistrationFactory(sprint=sprint).person)
    assert "Chair Ann Zulu Members 2 people more" in words(client.get(GROUP))
    assert "Chair Ann Zulu Members Bo Yankee, 1 person more" in words(other.get(GROUP))


def test_who_is_in_a_confidential_group_is_for_its_members(client, client_of):
    sprint = SprintFactory()
    conduct = InterestGroupFactory(
        name="Conduct", slug="conduct", purpose="They listen.", confidential=True, channel_url=""
    )
    members_of(conduct, sprint)
    organizer = TeamMemberFactory(sprint=sprint, role="organizer").person
    for reader in (client, client_of(organizer)):
        text = words(reader.get("/groups/conduct/"))
        assert "A confidential group" in text
        assert "They listen." in text
        for hidden in ("Zulu", "Yankee", "Xray", "Members", "Chair", "people"):
            assert hidden not in text
    member = client_of(Person.objects.get(name="Cy Xray"))
    assert "Chair Ann Zulu Members Cy Xray, Bo Yankee" in words(member.get("/groups/conduct/"))


def test_meetings_stand_under_their_sprints_the_newest_first_each_in_its_zone(client, parsers):
    long_ago = {"starts_on": "2022-10-03", "ends_on": "2022-10-07"}
    old = SprintFactory(name="Old Sprint", time_zone="America/Los_Angeles", **long_ago)
    MeetingFactory(sprint=old, group=parsers, title="Long ago", state="held", starts_at=None)
    sprint = autumn_sprint()
    meeting(sprint, "2030-10-26 09:00", title="Second", group=parsers)
    meeting(sprint, "2030-10-25 09:00", title="First", group=parsers)
    meeting(sprint, "2030-10-25 11:00", title="Of others", group=InterestGroupFactory())
    text = words(client.get(GROUP))
    assert text.split("Meetings ")[1] == (
        "Quill Times in Europe/Prague"
        " Friday, 25 October 2030, 09:00–10:00 CEST 1 h First"
        " working meeting · Parsers · Attic · hybrid"
        " Saturday, 26 October 2030, 09:00–10:00 CEST 1 h Second"
        " working meeting · Parsers · Attic · hybrid"
        " Old Sprint Times in America/Los_Angeles"
        " Day not known Long ago working meeting · Parsers · hybrid"
    )


def test_chairs_find_what_they_asked_for(client, client_of, parsers):
    MeetingFactory(sprint=autumn_sprint(), group=parsers, title="Wish", state="requested")
    chair = client_of(GroupMemberFactory(group=parsers, role="chair").person)
    assert "Wish asked for" in words(chair.get(GROUP))
    assert "Wish" not in words(client.get(GROUP))
    assert "No meeting yet." in words(client.get(GROUP))


def test_a_group_that_does_not_exist_is_not_found(client):
    assert client.get("/groups/nobody/").status_code == 404
