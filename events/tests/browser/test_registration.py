"""Registering and my registration: by keyboard, on a narrow screen, without scripts, in both themes."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from events.registration import waiting_list
from events.sprints.models import Sprint
from events.tests.browser.addresses import NEWCOMER, WAITING, visit
from events.tests.browser.barriers import barriers_in_both_themes, sideways

pytestmark = pytest.mark.browser

MY_PAGE = re.compile("/sprints/demo/me/$")
MOST_STOPS = 40  # presses of the Tab key from one answer to the next


def address(name):
    return reverse(f"registration:{name}", args=["demo"])


def tab_to(page, target):
    """Press the Tab key until this element has the focus."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"The Tab key does not lead to {target}.")


def answer_by_keyboard(page):
    for role, name in (
        ("radio", "In person"),
        ("checkbox", re.compile("^Monday")),
        ("checkbox", re.compile("^Wednesday")),
        ("checkbox", "If I have to wait for a place: I take part from afar meanwhile."),
    ):
        tab_to(page, page.get_by_role(role, name=name))
        page.keyboard.press("Space")
    tab_to(page, page.get_by_label("Another organization"))
    page.keyboard.type("Rich Uncle")
    tab_to(page, page.get_by_text("Shall only the team know of one of them?"))
    page.keyboard.press("Enter")
    tab_to(
        page, page.get_by_role("checkbox", name=re.compile("^Only the team may know of the other"))
    )
    page.keyboard.press("Space")
    tab_to(page, page.get_by_label("Diet"))
    page.keyboard.type("vegan")
    for role, name in (
        ("radio", re.compile("^Everybody")),
        ("radio", re.compile("^Yes, show me")),
        ("checkbox", re.compile("^I accept the code of conduct")),
    ):
        tab_to(page, page.get_by_role(role, name=name))
        page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Register"))
    page.keyboard.press("Enter")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_one_registers_and_cancels_with_the_keyboard_alone_on_a_narrow_screen(
    demo, open_page, scripts
):
    page = open_page(NEWCOMER, viewport={"width": 360, "height": 640}, java_script_enabled=scripts)
    visit(page, address("register"))
    answer_by_keyboard(page)
    expect(page).to_have_url(MY_PAGE)
    expect(page.get_by_text("You are on the waiting list, 1 before you.")).to_be_visible()
    expect(page.locator(".answers")).to_contain_text("Wednesday")
    expect(page.locator(".answers")).to_contain_text("Rich Uncle (only the team knows)")
    tab_to(page, page.get_by_text("Cancel my registration", exact=True))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("button", name="Yes, cancel my registration"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("This registration is cancelled.")).to_be_visible()
    expect(page.get_by_role("link", name="Register again")).to_be_visible()


def test_a_link_leads_from_the_summary_of_errors_to_the_first_one(demo, open_page):
    page = open_page(NEWCOMER, viewport={"width": 320, "height": 640})
    visit(page, address("register"))
    page.locator("main form").evaluate("form => form.noValidate = true")
    page.get_by_role("button", name="Register").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("listitem")).to_have_count(4)
    assert barriers_in_both_themes(page) + sideways(page) == []
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio", name="In person")).to_be_focused()


def test_an_offer_is_accepted_on_a_page_without_barriers(demo, open_page):
    Sprint.objects.filter(slug="demo").update(capacity_in_person=22)
    waiting_list.settle_all()
    page = open_page(WAITING, viewport={"width": 320, "height": 640})
    visit(page, address("mine"))
    expect(page.get_by_text("A place in person is offered to you until")).to_be_visible()
    assert barriers_in_both_themes(page) + sideways(page) == []
    page.get_by_role("button", name="Accept the place").click()
    expect(page.get_by_text("The place is yours.")).to_be_visible()
    expect(page.get_by_text("You take part in person.")).to_be_visible()
