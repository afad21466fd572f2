"""From signing up to signing in again: with a code from an email, a security key, the keyboard."""

import re
from functools import partial

import pytest
from django.core import mail
from playwright.sync_api import expect

from events.management.demo import PASSWORD
from events.tests.browser.addresses import ATTENDEE
from events.tests.browser.barriers import barriers_in_both_themes, sideways

pytestmark = pytest.mark.browser

MY_PAGE = re.compile("/people/me/$")
ZOE = {
    "Your name": "Zoë Newcomer",
    "Email": "zoe@example.org",
    "Password": "a calm and roomy sentence",
}


def plug_in_key(page):
    """A key that knows who holds it: it can stand alone, and every touch of it succeeds."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    able = dict.fromkeys(("hasResidentKey", "hasUserVerification", "isUserVerified"), True)
    options = {"protocol": "ctap2", "transport": "internal", **able}
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def click(page, name, *, within="main"):
    page.locator(within).get_by_role("button", name=name, exact=True).click()


def ask_for_account(page):
    page.goto("/accounts/signup/")
    for label, answer in ZOE.items():
        page.get_by_label(label).fill(answer)
    click(page, "Sign Up")
    expect(page.get_by_label("Code")).to_be_visible()


def type_code(page):
    [email] = mail.outbox
    assert email.to == [ZOE["Email"]]
    code = re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", email.body, re.MULTILINE).group()
    page.get_by_label("Code").fill(code)
    click(page, "Confirm")
    expect(page).to_have_url(MY_PAGE)


def ask_for_key(page):
    page.get_by_role("link", name="Security keys and codes").click()
    page.locator("section", has_text="Security Keys").get_by_role("link", name="Add").click()
    page.get_by_label("Password").fill(ZOE["Password"])
    click(page, "Confirm")
    expect(page.get_by_label("Passwordless")).to_be_visible()


def touch_key(page, *, passwordless):
    page.get_by_label("Name").fill("The key on my ring")
    page.get_by_label("Passwordless").set_checked(passwordless)
    click(page, "Add")
    expect(page.get_by_text("Security key added.")).to_be_visible()


def sign_out(page):
    click(page, "Sign out", within="header")
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()


def type_password(page):
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(ZOE["Email"])
    page.get_by_label("Password").fill(ZOE["Password"])
    click(page, "Sign In")
    expect(page).to_have_url(re.compile("/accounts/2fa/authenticate/$"))


def test_a_key_alone_is_enough_to_sign_in_and_to_confirm_who_one_is(open_page):
    page = open_page()
    plug_in_key(page)
    ask_for_account(page)
    type_code(page)
    ask_for_key(page)
    touch_key(page, passwordless=True)
    sign_out(page)
    page.goto("/accounts/login/")
    click(page, "Sign in with a passkey")
    expect(page).to_have_url(MY_PAGE)
    expect(page.get_by_role("heading", level=1)).to_have_text(ZOE["Your name"])
    page.get_by_role("link", name="Delete my account").click()
    page.get_by_role("link", name="Use a security key").click()
    click(page, "Use a security key")
    expect(page).to_have_url(re.compile("/people/me/delete/$"))


def test_a_key_is_a_second_factor_and_no_page_on_the_way_has_a_barrier(open_page):
    page = open_page(viewport={"width": 320, "height": 640})
    plug_in_key(page)
    found = []
    for step in (
        ask_for_account,
        type_code,
        ask_for_key,
        partial(touch_key, passwordless=False),
        lambda page: page.goto("/accounts/2fa/webauthn/"),
        sign_out,
        type_password,
    ):
        step(page)
        found += barriers_in_both_themes(page) + sideways(page)
    click(page, "Use a security key")
    expect(page).to_have_url(MY_PAGE)
    assert not found, "\n".join(found)


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
