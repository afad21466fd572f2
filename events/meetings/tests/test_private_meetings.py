"""What is private about a meeting, searched at every address, by class of right."""

import datetime
import re

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from events.lifecycle import Transition
from events.meetings import rules
from events.meetings.display.programme import HIDDEN
from events.meetings.models import Meeting
from events.meetings.tests.cast import Cast
from events.meetings.tests.factories import AgendaItemFactory, RoomFactory, RsvpFactory, at
from events.meetings.workflow import renew_token
from events.registration.models import Registration
from events.registration.tests.pages import all_rows
from events.sprints.models import Sprint
from events.sprints.tests.factories import SeriesFactory, TeamMemberFactory
from people.models import InterestGroup

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_door")]
KEY, NO_KEY = 471_100, 471_199
ITS = f"/sprints/quill/meetings/{KEY}/"
AREAS = ("sprints", "registration", "meetings", "pages", "admin")
TEXTS = ("title", "summary", "wishes", "programme_note", "override")
MEETING_LINK, ROOM_LINK = "MARK-meeting-link", "MARK-room-link"
CHAIRS = {"group_chair", "named_chair"}
TEAM = {"organizer", "programme", "superuser"}
# A stranger, and one person who takes part, is in the team and runs another sprint: all but the right.
CRAWLERS = ("anonymous", "busy")
OUTSIDERS = {*CRAWLERS, "participant", "treasurer", "other_organizer"}
OUTSIDERS |= {"stranger", "waiting", "other_chair"}
# The offset of its key, what it is, and who else may not see it.
KINDS = {
    "invited": (0, {"visibility": "invited"}, {"member"}),
    "group": (1, {"visibility": "group"}, set()),
    "requested": (2, {"visibility": "public", "state": "requested"}, {"member"}),
}


class Private(Cast):
    """Meetings with a mark in all that is private; other rows that addresses name have their key."""

    def __init__(self, *kinds, starts_at=None):
        super().__init__(pk=KEY, series=SeriesFactory(pk=KEY), slug="quill")
        InterestGroup.objects.filter(pk=self.group.pk).update(slug="parsers")
        link = f"https://meet.example.org/{ROOM_LINK}"
        self.room = RoomFactory(pk=KEY, sprint=self.sprint, name="Attic", join_url=link)
        self.starts_at = starts_at or at(self.sprint, 8, 17, day=3)
        busy = self.people["busy"] = self.registered()
        TeamMemberFactory(sprint=self.sprint, role="treasurer", person=busy)
        TeamMemberFactory(role="organizer", person=busy, sprint__pk=1)
        for role in ("invited", "named_chair", "requester"):
            self.people[role].name = f"MARK-{role}"
            self.people[role].save()
        self.private = [self.private_meeting(*kind) for kind in kinds]

    def private_meeting(self, offset, facts, _):
        if facts.get("state") != "requested":
            starts_at = self.starts_at + datetime.timedelta(hours=offset)
            facts = facts | {"room": self.room, "starts_at": starts_at}
        texts = {name: f"MARK-{name}" for name in TEXTS}
        link = f"https://meet.example.org/{MEETING_LINK}"
        meeting = self.meeting(pk=KEY + offset, join_url=link, **texts, **facts)
        AgendaItemFactory(pk=KEY + offset, meeting=meeting, title="MARK-agenda", progress="now")
        answer = Registration.objects.get(person=self.people["waiting_remote"])
        RsvpFactory(meeting=meeting, registration=answer, answer="remote")
        was = {"starts_at": None, "ends_at": None, "room": KEY, "state": "requested"}
        record = {"after": was, "was_public": False, "by": self.people["programme"]}
        meeting.changes.create(sprint=self.sprint, kind="added", **record)
        kind = ContentType.objects.get_for_model(Meeting)
        Transition.objects.create(
            content_type=kind, object_id=meeting.pk, to_state=meeting.state, why="MARK-why"
        )
        return meeting

    def client(self, name):
        client = Client()
        if name != "anonymous":
            client.force_login(self.people[name])
        return client

    def pages(self, name):
        """Every address with its answer to this person."""
        client = self.client(name)
        token = "none" if name == "anonymous" else renew_token(self.people[name]).token
        others = [page for row in self.private[1:] for page in addresses_of_it(row.pk)]
        for page in [*every_address(token), *other_ways(), *others]:
            yield page, client.get(page)

    def marks(self):
        """The times are marks as well, as feeds write them, and the names in calendars."""
        times = [row.starts_at for row in self.private if row.starts_at]
        forms = ("%Y%m%dT%H%M", "%Y-%m-%dT%H:%M")
        uids = [str(row.uid) for row in self.private]
        return ["MARK", HIDDEN, *uids, *(f"{time:{form}}" for time in times for form in forms)]


def every_address(token):
    """The address of every page there is, filled with the key of the marked rows."""
    arguments = {
        "object_id": KEY,
        "pk": KEY,
        "item": KEY,
        "name": "cancel",
        "app_label": "events",
        "content_type_id": KEY,
        "url": "no-such-page",
        "token": token,
        "date": Sprint.objects.get(pk=KEY).starts_on.isoformat(),
    }
    for area in AREAS:
        named = get_resolver().namespace_dict[area][1].reverse_dict
        for name in sorted(name for name in named if isinstance(name, str)):
            slug = "parsers" if "group" in name else "quill"
            for possibility, *_ in named.getlist(name):
                wanted = possibility[0][1]
                known = {"slug": slug, **arguments}
                if known.keys() >= set(wanted):
                    yield reverse(f"{area}:{name}", kwargs={one: known[one] for one in wanted})


def other_ways():
    """Searches, filters, fields with search, other days and clocks."""
    for kind in ("events/meeting", "events/room", "events/programmechange", "events/sprint"):
        yield f"/admin/{kind}/?q=mark"
        yield f"/admin/{kind}/?q=&_facets=True&all="
    for model in ("people/interestgroup", "people/person", "events/registration"):
        yield f"/admin/{model}/?q=mark"
    for field in ("title", "summary", "join_url", "wishes"):
        yield f"/admin/events/meeting/?{field}__startswith=M"
    yield "/admin/events/room/?join_url__contains=door"
    yield f"/admin/events/room/?meetings__title__startswith=M&sprint__id__exact={KEY}"
    for app, model, field in (
        ("people", "groupmember", "person"),
        ("people", "groupmember", "group"),
        ("events", "meetingperson", "person"),
        ("events", "agendaitem", "meeting"),
        ("events", "programmechange", "meeting"),
        ("events", "meeting", "room"),
        ("events", "rsvp", "meeting"),
    ):
        for term in ("mark", ""):
            ask = f"app_label={app}&model_name={model}&field_name={field}&term={term}"
            yield f"/admin/autocomplete/?{ask}"
    yield from (f"/sprints/quill/{page}/?q=mark&tz=Asia/Tokyo" for page in ("programme", "now"))
    yield "/sprints/quill/now/?screen=1"
    date = Sprint.objects.get(pk=KEY).starts_on + datetime.timedelta(days=3)
    yield f"/sprints/quill/programme/{date}/"


def addresses_of_it(key=KEY):
    """The addresses that name the meeting."""
    its = (ITS, f"/admin/events/meeting/{KEY}/")
    pages = [page for page in every_address("-") if page.startswith(its)]
    # Those take the key of a sprint.
    pages = [page for page in pages if not page.endswith(("/problems/", "/zone/"))]
    return [page.replace(f"/{KEY}/", f"/{key}/") for page in pages]


def all_of(answer):
    """All that travels: body, headers, cookies."""
    return f"{answer.content.decode()}\n{answer.headers}\n{answer.cookies}"


def neutral(answer, key):
    """The page after redirects as one of KEY, without what differs at each request."""
    text = re.sub(r'(name="csrfmiddlewaretoken" value=|nonce=)"[^"]+"', "", answer.content.decode())
    return f"{answer.status_code} {answer.redirect_chain}\n{text}".replace(str(key), str(KEY))


def test_nothing_private_stands_at_any_address_for_those_who_may_not_see_it():
    cast = Private(*KINDS.values())
    marks = cast.marks()
    leaks = []
    for name in CRAWLERS:
        for page, answer in cast.pages(name):
            assert answer.status_code < 500, page
            found = [mark for mark in marks if mark in all_of(answer)]
            leaks += [(name, page, found)] if found else []
    assert leaks == []


def test_its_addresses_answer_as_those_of_a_meeting_that_does_not_exist():
    """Who sees a meeting is one rule for all methods: one kind by all, the others by GET."""
    cast = Private(*KINDS.values())
    expected = addresses_of_it(NO_KEY)
    assert len(expected) == 15
    for name in CRAWLERS:
        client = cast.client(name)
        for page in zip(expected, *(addresses_of_it(row.pk) for row in cast.private), strict=True):
            for ask in (client.get, client.head, client.post):
                none, *answers = [
                    ask(one, follow=True) for one in page[: 4 if ask == client.get else 2]
                ]
                keys = [row.pk for row in cast.private]
                told = {neutral(answer, key) for answer, key in zip(answers, keys, strict=False)}
                assert told == {neutral(none, NO_KEY)}, (name, page)
                assert none.redirect_chain or none.status_code in {403, 404, 405}


def test_those_who_may_see_it_find_it():
    cast = Private(*KINDS.values())
    for row, (_, _, others) in zip(cast.private, KINDS.values(), strict=True):
        seeing = cast.who(lambda person, row=row: rules.may_see(person, row))
        assert seeing >= TEAM | CHAIRS
        assert seeing.isdisjoint(OUTSIDERS | others)
    for name in ("organizer", "named_chair"):
        client = cast.client(name)
        for row in cast.private:
            assert "MARK-title" in all_of(client.get(row.get_absolute_url()))
        programme = all_of(client.get("/sprints/quill/programme/"))
        is_listed = [f"/meetings/{row.pk}/" in programme for row in cast.private]
        assert is_listed == [True, True, False]
    assert all_of(cast.client("group_chair").get("/groups/parsers/")).count("MARK-title") == 3


def test_the_join_link_stands_in_no_page_but_the_forms_of_those_who_change_it():
    cast = Private((0, {"visibility": "participants"}, set()))
    edit, change = f"{ITS}edit/", f"/admin/events/meeting/{KEY}/change/"
    room = f"/admin/events/room/{KEY}/change/"

    def links(name, answers):
        texts = {page: all_of(answer) for page, answer in answers}
        marks = (MEETING_LINK, ROOM_LINK)
        return {(page, mark) for page, text in texts.items() for mark in marks if mark in text}

    of_team = {(edit, MEETING_LINK), (change, MEETING_LINK), (room, ROOM_LINK)}
    for name, expected in {"busy": set(), "organizer": of_team}.items():
        assert links(name, cast.pages(name)) == expected, name
    of_chair = {(edit, MEETING_LINK)}
    of_others = {"programme": of_team, "group_chair": of_chair, "named_chair": of_chair}
    for name, expected in {**of_others, "invited": set()}.items():
        client = cast.client(name)
        answers = [(page, client.get(page)) for page in (edit, change, room, ITS)]
        assert links(name, answers) == expected, name


def test_while_it_lasts_the_link_stands_in_the_redirect_alone():
    cast = Private(KINDS["invited"], starts_at=timezone.now())
    for name in ("participant", "waiting_remote", "invited", "named_chair", "organizer"):
        client = cast.client(name)
        pages = [page for page in addresses_of_it() if not page.endswith(("/edit/", "/change/"))]
        texts = {page: all_of(client.get(page)) for page in pages}
        found = {page for page, text in texts.items() if MEETING_LINK in text or ROOM_LINK in text}
        may_join = rules.may_join(cast.people[name], cast.private[0])
        assert found == ({f"{ITS}join/"} if may_join else set()), name


def test_looking_changes_no_row():
    cast = Private(KINDS["invited"])
    token = renew_token(cast.people["organizer"]).token
    client = cast.client("organizer")
    before = all_rows()
    for page in every_address(token):
        if "logout" not in page:
            for look in (client.get, client.options):
                assert look(page).status_code < 500, page
    assert all_rows() == before
