"""The scripts of Django's admin do their work although the policy forbids inline styles."""

import pytest
from playwright.sync_api import expect

from events.sprints.models import Sprint
from events.tests.browser.addresses import ORGANIZER
from events.tests.browser.barriers import barriers

pytestmark = pytest.mark.browser


def test_a_field_with_search_finds_people_and_has_a_name(demo, open_page):
    page = open_page(ORGANIZER)
    page.goto("/admin/events/registration/add/")
    page.get_by_role("combobox", name="Person").click()
    page.get_by_role("searchbox", name="Search: Person").fill("Ömer")
    assert not barriers(page)
    page.get_by_role("option", name="Ömer Invented").click()
    expect(page.get_by_role("textbox", name="Person")).to_contain_text("Ömer Invented")


def test_a_row_that_is_added_has_fields_with_names(demo, open_page):
    page = open_page(ORGANIZER)
    page.goto(f"/admin/events/sprint/{Sprint.objects.get(slug='demo').pk}/change/")
    page.get_by_role("button", name="Add another Credit").click()
    row = page.locator("#credits-0")
    expect(row.get_by_role("combobox", name="Person")).to_be_visible()
    expect(row.get_by_role("textbox", name="Reason")).to_be_visible()
    assert not barriers(page)


def test_the_theme_can_be_switched(demo, open_page):
    page = open_page(ORGANIZER, color_scheme="light")
    page.goto("/admin/?all=1")
    page.get_by_role("button", name="Toggle theme").first.click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert not barriers(page)
