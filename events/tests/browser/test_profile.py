"""The form for one's own profile, with and without scripts."""

import pytest
from playwright.sync_api import expect

from events.management.demo import PASSWORD
from events.tests.browser.addresses import ATTENDEE, PAGES, visit

pytestmark = pytest.mark.browser


def test_the_form_says_while_one_types_between_whom_one_will_stand(demo, open_page):
    page = open_page(ATTENDEE)
    page.goto("/people/me/edit/")
    place = page.get_by_role("status")
    page.get_by_label("Name*", exact=True).fill("Grace Lamport")
    expect(place).to_have_text("You will stand between Senthil Kumaran and Łukasz Langa.")
    page.get_by_label("Sorted as").fill("Zuse")
    expect(place).to_have_text("You will stand at the end, after Jelle Zijlstra.")


def test_everything_works_without_scripts(demo, open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/people/me/edit/")
    page.get_by_label("Email").fill(ATTENDEE)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign In", exact=True).click()
    page.get_by_label("Name*", exact=True).fill("Grace Lamport")
    page.get_by_label("Introduction").fill("I read compilers.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Grace Lamport")
    expect(page.locator("main")).to_contain_text("I read compilers.")
    page.get_by_role("link", name="Delete my account").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Delete my account")
    for address in PAGES[ATTENDEE]():
        visit(page, address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_without_scripts_the_button_for_keys_leads_back(live_server, open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign In")
