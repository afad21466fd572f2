"""What is written down of a request never holds the key that its address is."""

import io
import logging

import pytest
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from config.logs import WithoutTokens
from events.meetings.models import CalendarToken
from events.registration.models import Invitation
from events.registration.tests.pages import ADA, page
from events.sprints.tests.factories import SprintFactory
from people.tests.factories import PersonFactory


@pytest.fixture
def noted():
    """What the console's handler writes meanwhile."""
    (console,) = [
        handler
        for handler in logging.getLogger().handlers
        if type(handler) is logging.StreamHandler
    ]
    written = io.StringIO()
    before = console.setStream(written)
    yield written
    console.setStream(before)


def invitation():
    made = Invitation(sprint=SprintFactory(), email=ADA, expires_at=timezone.now())
    made.begin("sent")
    return made.token, page(made)


def calendar():
    token = CalendarToken.objects.create(person=PersonFactory()).token
    return token, f"/calendar/{token}.ics"


@pytest.mark.parametrize("made", [invitation, calendar])
def test_a_refused_request_leaves_no_key_in_the_log(db, noted, made):
    token, address = made()
    strict = Client(enforce_csrf_checks=True)
    answers = [strict.post(address), Client().put(address), Client().get(f"/x{address}")]
    assert [answer.status_code for answer in answers] == [403, 405, 404]
    assert noted.getvalue().count(f"/{made.__name__}/…") == 3
    assert token not in noted.getvalue()


def test_an_address_that_was_typed_wrong_leaves_no_calendar_in_the_log(db, noted):
    token, _ = calendar()
    for address in (f"//calendar/{token}.ics", f"/calendar//{token}.ics", f"/Calendar/{token}"):
        assert Client().get("/", PATH_INFO=address).status_code == 404
    assert noted.getvalue().lower().count("calendar/…") == 3
    assert token not in noted.getvalue()


def test_the_rest_of_a_message_stays():
    note = "Forbidden (CSRF token missing.): /sprints/core-2027/invitation/T-0_k/"
    record = logging.LogRecord("django", logging.WARNING, "", 0, "%s", (note,), None)
    assert WithoutTokens().filter(record)
    assert record.getMessage() == (
        "Forbidden (CSRF token missing.): /sprints/core-2027/invitation/…/"
    )


def routes(patterns, before=""):
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route


def test_no_other_address_is_a_key():
    keys = {
        route
        for route in routes(get_resolver().url_patterns)
        if "token>" in route or "key>" in route
    }
    assert keys == {"calendar/<str:token>.ics", "sprints/<slug:slug>/invitation/<str:token>/"}
