"""A day of the programme: a table where there is room for one, else a list; never both."""

import datetime

import pytest
from django.urls import reverse

from events.sprints.models import Sprint

pytestmark = pytest.mark.browser


@pytest.fixture
def day(demo):
    """The address of the second day of the demo's sprint."""
    second = Sprint.objects.get(slug="demo").starts_on + datetime.timedelta(days=1)
    return reverse("meetings:day", args=["demo", second.isoformat()])


def test_one_of_table_and_list_is_shown(day, open_page):
    page = open_page()
    page.goto(day)
    for width, shows_table in ((1280, True), (360, False)):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.get_by_role("table").is_visible() == shows_table
        assert page.locator(".day-list").is_visible() != shows_table


def test_the_table_is_walked_through_by_keyboard(day, open_page):
    page = open_page(viewport={"width": 1280, "height": 800})
    page.goto(day)
    links = page.get_by_role("table").get_by_role("link")
    titles = [title.strip() for title in links.all_inner_texts()]
    page.get_by_role("region", name="Rooms and times").focus()
    walked = []
    for _ in titles:
        page.keyboard.press("Tab")
        walked.append(page.evaluate("document.activeElement.innerText").strip())
    assert len(titles) > 3
    assert walked == titles
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name=titles[-1]).wait_for()
