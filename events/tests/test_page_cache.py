"""Pages that are kept for strangers and never for anybody else."""

import pytest
from django.conf import settings
from django.http import HttpResponse, HttpResponseNotFound
from django.test import RequestFactory

from events.page_cache import cached_page
from people.tests.factories import PersonFactory

pytestmark = pytest.mark.both


class Page:
    """A page that counts how often it is made."""

    def __init__(self, answer=HttpResponse):
        self.made = 0
        self.moment = "before noon"
        self.view = cached_page(lambda: self.moment)(lambda request: self.make(answer))

    def make(self, answer):
        self.made += 1
        return answer(f"made {self.made}", content_type="text/plain")

    def get(self, path="/", cookies=None, method="get", **headers):
        request = getattr(RequestFactory(), method)(path, headers=headers)
        request.COOKIES |= cookies or {}
        return self.view(request)


@pytest.fixture
def page(db):
    return Page()


def test_a_page_is_made_once_for_all_strangers(page):
    first, second = page.get(), page.get(method="head")
    assert (first.content, second.content) == (b"made 1", b"made 1")
    assert dict(first.headers) == dict(second.headers)
    assert {name: first[name] for name in ("Content-Type", "Cache-Control", "Vary")} == {
        "Content-Type": "text/plain",
        "Cache-Control": "public, no-cache",
        "Vary": "Cookie",
    }


def test_whoever_has_the_page_is_told_so(page):
    first = page.get()
    again = page.get(**{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"], again["Vary"]) == (
        304,
        b"",
        first["ETag"],
        "Cookie",
    )
    assert page.made == 1


def noon_passes(page):
    page.moment = "after noon"


@pytest.mark.parametrize("change", [lambda page: PersonFactory(), noon_passes])
def test_a_change_and_a_moment_that_passes_make_the_page_anew(page, change):
    first = page.get()
    change(page)
    second = page.get(**{"If-None-Match": first["ETag"]})
    assert (second.status_code, second.content) == (200, b"made 2")
    assert second["ETag"] != first["ETag"]


def test_each_address_and_host_has_its_page(page):
    asked = [
        ("/a/", {}),
        ("/b/", {}),
        ("/a/?page=2", {}),
        ("/a/", {"Host": "localhost"}),
        ("/a/", {}),
    ]
    answers = [page.get(path, **headers).content for path, headers in asked]
    assert answers == [b"made 1", b"made 2", b"made 3", b"made 4", b"made 1"]


@pytest.mark.parametrize("cookie", [settings.SESSION_COOKIE_NAME, "messages"])
def test_a_page_for_somebody_is_neither_kept_nor_taken_from_what_is_kept(page, cookie):
    first = page.get()
    own = page.get(cookies={cookie: "x"}, **{"If-None-Match": first["ETag"]})
    assert (own.status_code, own.content, own["Cache-Control"], own["Vary"]) == (
        200,
        b"made 2",
        "private, no-cache",
        "Cookie",
    )
    assert "ETag" not in own
    assert page.get().content == b"made 1"


def test_a_cookie_of_something_else_makes_no_difference(page):
    page.get()
    assert page.get(cookies={"csrftoken": "x"}).content == b"made 1"


def test_an_answer_to_a_post_is_never_kept(page):
    assert page.get(method="post")["Cache-Control"] == "private, no-cache"
    assert page.get().content == b"made 2"


def test_what_is_not_found_is_not_kept(db):
    page = Page(HttpResponseNotFound)
    first, second = page.get(), page.get()
    assert (first.status_code, first.content, second.content) == (404, b"made 1", b"made 2")
    assert "ETag" not in first
