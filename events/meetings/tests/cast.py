"""Everybody who may look at a meeting, each in one part, and the meeting they look at."""

from django.contrib.auth.models import AnonymousUser

from events.meetings.tests.factories import MeetingFactory, MeetingPersonFactory
from events.registration.tests.factories import RegistrationFactory
from events.sprints.tests.factories import SprintFactory, TeamMemberFactory
from people.models import Person
from people.tests.factories import GroupMemberFactory, InterestGroupFactory, PersonFactory

TEAM = ("organizer", "programme", "treasurer", "reviewer", "desk", "photographer", "travel_manager")


class Cast:
    """A sprint, a group, and by name the people around one of the group's meetings."""

    def __init__(self, **sprint):
        self.sprint = SprintFactory(**sprint)
        self.group = InterestGroupFactory()
        self.people = {
            "anonymous": AnonymousUser(),
            "stranger": PersonFactory(),
            "participant": self.registered(),
            "waiting": self.registered(state="waitlisted", queue_no=1),
            "waiting_remote": self.registered(
                state="waitlisted", queue_no=2, remote_while_waiting=True
            ),
            "gone": self.registered(state="cancelled"),
            "member": GroupMemberFactory(group=self.group).person,
            "group_chair": GroupMemberFactory(group=self.group, role="chair").person,
            "other_chair": GroupMemberFactory(role="chair").person,
            "invited": PersonFactory(),
            "named_chair": PersonFactory(),
            "requester": PersonFactory(),
            "other_organizer": TeamMemberFactory(role="organizer").person,
            "superuser": Person.objects.create(name="Root", is_superuser=True),
        }
        for role in TEAM:
            self.people[role] = TeamMemberFactory(sprint=self.sprint, role=role).person

    def registered(self, **how):
        return RegistrationFactory(sprint=self.sprint, **how).person

    def meeting(self, **facts):
        """A meeting of the group with its people; a state "withdrawn" is cancelled without a time."""
        if facts.get("state") == "withdrawn":
            facts |= {"state": "cancelled", "starts_at": None, "ends_at": None}
        meeting = MeetingFactory(
            sprint=self.sprint, group=self.group, requested_by=self.people["requester"], **facts
        )
        MeetingPersonFactory(meeting=meeting, person=self.people["invited"], role="invited")
        MeetingPersonFactory(meeting=meeting, person=self.people["named_chair"], role="chair")
        return meeting

    def who(self, rule):
        """The names of those for whom this holds."""
        return {name for name, person in self.people.items() if rule(person)}
