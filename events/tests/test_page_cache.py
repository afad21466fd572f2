"""Pages that are kept for strangers and never for anybody else."""

import datetime
import time

import pytest
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import caches
from django.http import HttpResponse
from django.test import Client
from django.urls import path, resolve
from django.utils import timezone

from events.page_cache import cached_page, kept_part
from events.sprints.tests.factories import PublishedFigureFactory, SprintFactory
from events.tests import clock
from people.tests.factories import PersonFactory
from people.tests.races import at_once

pytestmark = [pytest.mark.both, pytest.mark.urls(__name__)]
NOON = datetime.datetime(2030, 5, 6, 12, 7, tzinfo=datetime.UTC)


class Page:
    """A page that counts how often it is made."""

    made = 0
    seconds = 0.0
    status = 200

    @classmethod
    def view(cls, request, pk=None):
        cls.made += 1
        time.sleep(cls.seconds)
        text = f"made {cls.made} for {request.get_full_path()} {dict(request.GET.items())}"
        return HttpResponse(text, content_type="text/plain", status=cls.status)


def next_moments(scope):
    return [NOON] if timezone.now() < NOON else []


@login_not_required
@cached_page(
    scope=lambda arguments: arguments.get("pk"),
    next_moments=next_moments,
    parameters={"tz": {"Europe/Prague"}, "person": ()},
)
def view(request, pk=None):
    return Page.view(request, pk)


@login_not_required
def other(request):
    return HttpResponse("other")


urlpatterns = [path("", view), path("<int:pk>/", view), path("other/", other)]


@pytest.fixture(autouse=True)
def never_made(db, monkeypatch):
    monkeypatch.setattr(Page, "made", 0)


def made(address="/", client=None, **headers):
    """By which making the client is answered."""
    return int((client or Client()).get(address, headers=headers).content.split()[1])


def test_a_page_is_made_once_for_all_strangers_and_answered_in_one_query(django_assert_num_queries):
    first = Client().get("/")
    with django_assert_num_queries(1):
        second = Client().get("/")
    assert second.content == first.content
    assert dict(second.items()) == dict(first.items())
    told = ("Content-Type", "Cache-Control", "Vary", "X-Frame-Options", "X-Content-Type-Options")
    assert [second[name] for name in told] == [
        *("text/plain", "public, no-cache", "Cookie", "DENY", "nosniff")
    ]
    assert "default-src 'none'" in second["Content-Security-Policy"]
    head = Client().head("/")
    assert (head.content, dict(head.items())) == (b"", dict(first.items()))


def test_a_client_that_has_the_page_is_told_so_in_one_query(django_assert_num_queries):
    first = Client().get("/")
    for tag in (first["ETag"], f'W/{first["ETag"]}, "other"', "*"):
        with django_assert_num_queries(1):
            again = Client().get("/", headers={"If-None-Match": tag})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
        assert (again["Cache-Control"], again["Vary"]) == ("public, no-cache", "Cookie")
    assert Page.made == 1


def test_a_page_that_is_made_again_and_says_the_same_is_304(monkeypatch):
    monkeypatch.setattr(Page, "view", classmethod(lambda *args: HttpResponse("always")))
    first = Client().get("/")
    PersonFactory()
    assert Client().get("/", headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_what_changes_in_a_sprint_makes_its_page_again_and_no_other_sprints():
    sprint, other = SprintFactory(pk=1), SprintFactory(pk=2)
    pages = ("/1/", "/2/", "/")
    assert [made(page) for page in (*pages, *pages)] == [1, 2, 3, 1, 2, 3]
    PublishedFigureFactory(sprint=sprint)
    assert [made(page) for page in pages] == [4, 2, 5]
    PersonFactory()
    assert [made(page) for page in pages] == [6, 7, 8]
    other.delete()
    assert [made(page) for page in pages[:2]] == [6, 9]


def test_what_is_written_in_one_sprint_leaves_the_pages_of_another_kept(
    settings, django_assert_num_queries
):
    settings.DEBUG = True  # so that a header tells
    busy, quiet = SprintFactory(pk=1), SprintFactory(pk=2)
    assert "X-Page" not in Client().get(f"/{quiet.pk}/")
    for _ in range(20):
        PublishedFigureFactory(sprint=busy)
        with django_assert_num_queries(1):
            assert Client().get(f"/{quiet.pk}/")["X-Page"] == "kept"
        assert "X-Page" not in Client().get(f"/{busy.pk}/")


def test_a_page_is_kept_until_its_next_moment_and_the_next_quarter_of_an_hour():
    for moments, making in (
        (("12:00", "12:06:59"), 1),
        (("12:07", "12:14:59"), 2),
        (("12:15", "12:29:59"), 3),
    ):
        for moment in moments:
            with clock.at(f"2030-05-06T{moment}+00:00"):
                assert made() == making


def test_each_address_host_scheme_and_known_parameter_has_its_page():
    zone = "/?tz=Europe/Prague"
    addresses = ("/", "/1/", zone)
    assert [made(address) for address in (*addresses, *addresses)] == [1, 2, 3, 1, 2, 3]
    assert made(Host="localhost") == 4
    assert int(Client().get("/", secure=True).content.split()[1]) == 5


def test_what_the_page_does_not_read_makes_no_page_and_stands_in_none():
    page = Client().get("/?utm_source=x&tz=Europe/Prague&tz=Europe/Prague")
    assert page.content.decode() == ("made 1 for /?tz=Europe%2FPrague {'tz': 'Europe/Prague'}")
    assert [made("/?tz=Europe/Prague&x"), made("/?x=1"), made("/")] == [1, 2, 2]


@pytest.mark.parametrize("query", ["tz=Nowhere", "person=1"])
def test_a_page_with_a_value_that_anybody_may_invent_is_not_kept(query):
    assert [made(f"/?{query}") for _ in range(2)] == [1, 2]


@pytest.mark.parametrize("cookie", [settings.SESSION_COOKIE_NAME, "messages"])
def test_a_page_for_somebody_is_neither_kept_nor_taken_from_what_is_kept(cookie):
    first = Client().get("/")
    client = Client()
    client.cookies[cookie] = "x"
    own = client.get("/", headers={"If-None-Match": first["ETag"]})
    assert (own.status_code, own["Cache-Control"]) == (200, "private, no-cache")
    assert "Cookie" in own["Vary"]
    assert "ETag" not in own
    assert made(client=client) == 3
    assert made() == 1


def test_any_other_answer_to_somebody_is_stored_nowhere(client_of):
    assert client_of(PersonFactory()).get("/other/")["Cache-Control"] == "private, no-store"
    assert "Cache-Control" not in Client().get("/other/")


def test_a_cookie_of_something_else_makes_no_difference():
    client = Client()
    client.cookies["csrftoken"] = "x"
    assert [made(), made(client=client)] == [1, 1]


def test_an_answer_to_a_post_is_never_kept():
    assert Client().post("/")["Cache-Control"] == "private, no-cache"
    assert made() == 2


@pytest.mark.parametrize("status", [404, 302, 500])
def test_what_is_no_page_is_not_kept(monkeypatch, status):
    monkeypatch.setattr(Page, "status", status)
    answers = [Client().get("/") for _ in range(2)]
    assert {(one.status_code, one.get("ETag")) for one in answers} == {(status, None)}
    assert Page.made == 2


def test_a_page_that_fails_keeps_nobody_waiting(monkeypatch):
    monkeypatch.setattr(Page, "view", classmethod(lambda *args: 1 / 0))
    began = time.monotonic()
    for _ in range(2):
        assert Client(raise_request_exception=False).get("/").status_code == 500
    assert time.monotonic() - began < 1


@pytest.mark.django_db(transaction=True)
def test_one_makes_a_page_while_the_others_wait_for_it(monkeypatch):
    monkeypatch.setattr(Page, "seconds", 0.3)
    assert at_once(*[made] * 5) == [1] * 5


def test_a_request_that_waits_too_long_makes_the_page(monkeypatch):
    monkeypatch.setattr("events.page_cache.WAIT_SECONDS", 0.1)
    monkeypatch.setattr(caches["pages"], "add", lambda *args: False)
    assert made() == 1


def test_a_part_is_made_once_for_those_who_see_the_same(rf):
    sprint, parts = SprintFactory(), iter(range(10))
    request = rf.get("/")
    request.resolver_match = resolve("/")

    def part(shown):
        how = {"scope": sprint.pk, "next_moments": next_moments}
        return kept_part(request, shown, **how, make=lambda: f"part {next(parts)}")

    assert [part([1]), part([1])] == ["part 0", "part 1"]  # a stranger's page is kept as a whole
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "x"
    assert [part([1, 2]), part([1]), part([1, 2])] == ["part 2", "part 3", "part 2"]
    PublishedFigureFactory(sprint=sprint)
    assert [part([1, 2]), part([1, 2])] == ["part 4"] * 2
