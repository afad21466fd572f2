"""From signing up to signing in again: with a code from a letter, a security key, the keyboard."""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from events.management.demo_data import PASSWORD
from events.tests.browser.addresses import ATTENDEE

pytestmark = pytest.mark.browser

MY_PAGE = re.compile("/people/me/$")
NEW_PASSWORD = "a calm and roomy sentence"


def plug_in_key(page):
    """A key that knows who holds it: it can stand alone, and every touch of it succeeds."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def click(page, name, *, within="main"):
    page.locator(within).get_by_role("button", name=name, exact=True).click()


def sign_up(page):
    page.goto("/accounts/signup/")
    page.get_by_label("Your name").fill("Zoë Newcomer")
    page.get_by_label("Email").fill("zoe@example.org")
    page.get_by_label("Password").fill(NEW_PASSWORD)
    click(page, "Sign Up")
    expect(page.get_by_label("Code")).to_be_visible()
    page.get_by_label("Code").fill(code_from_letter("zoe@example.org"))
    click(page, "Confirm")
    expect(page).to_have_url(MY_PAGE)


def code_from_letter(email):
    [letter] = mail.outbox
    assert letter.to == [email]
    return re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", letter.body, re.MULTILINE).group()


def add_key(page, *, passwordless):
    page.get_by_role("link", name="Security keys and codes").click()
    page.locator("section", has_text="Security Keys").get_by_role("link", name="Add").click()
    if "reauthenticate" in page.url:
        page.get_by_label("Password").fill(NEW_PASSWORD)
        click(page, "Confirm")
    page.get_by_label("Name").fill("The key on my ring")
    page.get_by_label("Passwordless").set_checked(passwordless)
    click(page, "Add")
    expect(page.get_by_role("status")).to_contain_text("Security key added")


def sign_out(page):
    click(page, "Sign out", within="header")
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()


def test_whoever_signs_up_can_sign_in_with_a_key_alone(open_page):
    page = open_page()
    plug_in_key(page)
    sign_up(page)
    add_key(page, passwordless=True)
    sign_out(page)
    page.goto("/accounts/login/")
    click(page, "Sign in with a passkey")
    expect(page).to_have_url(MY_PAGE)
    expect(page.get_by_role("heading", level=1)).to_have_text("Zoë Newcomer")


def test_a_key_is_a_second_factor_after_the_password(open_page):
    page = open_page()
    plug_in_key(page)
    sign_up(page)
    add_key(page, passwordless=False)
    sign_out(page)
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill("zoe@example.org")
    page.get_by_label("Password").fill(NEW_PASSWORD)
    click(page, "Sign In")
    expect(page).to_have_url(re.compile("/accounts/2fa/authenticate/$"))
    click(page, "Use a security key")
    expect(page).to_have_url(MY_PAGE)


def test_one_can_sign_in_with_the_keyboard_alone(demo, open_page):
    page = open_page()
    page.goto("/accounts/login/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    for text in (ATTENDEE, PASSWORD):
        tab_to_the_next_input(page)
        page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(page).to_have_url(MY_PAGE)


def tab_to_the_next_input(page):
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('input:not([type=checkbox])')"):
            return
    pytest.fail("The Tab key does not lead to the next field.")
