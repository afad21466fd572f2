"""Help with travel from both sides: applied for without scripts, offered, and accepted."""

from decimal import Decimal

import pytest
from playwright.sync_api import expect

from events.sprints.models import Sprint
from events.tests.browser.addresses import MANAGER, REVIEWER, visit
from events.tests.browser.barriers import barriers_in_both_themes, sideways
from events.travel import workflow
from events.travel.models import TravelProgram
from events.travel.tests.factories import TravelFundFactory
from people.models import Organization, Person

pytestmark = pytest.mark.browser

APPLICANT = "photographer@example.org"  # has not asked for help in the demo
NAME = "Fumiko Example"
MINE = "/sprints/demo/travel/"
BOARD = "/sprints/demo/travel/board/"
NARROW = {"width": 360, "height": 740}


@pytest.fixture
def money(demo):
    """The demo's sprint, where no reviews are needed, with another fund of 1000 euros."""
    sprint = Sprint.objects.get(slug="demo")
    TravelProgram.objects.filter(sprint=sprint).update(min_reviews=0)
    lender = Organization.objects.get(name="Lantern Works")
    fund = TravelFundFactory(sprint=sprint, organization=lender, name="Lantern fund")
    manager = Person.objects.get(email=MANAGER)
    return workflow.deposit(fund, by=manager, amount=Decimal(1000))


def fill_in(page):
    page.get_by_label("Travels from (city)").fill("Lisbon")
    page.get_by_label("What will you work on?").fill("The new parser.")
    page.get_by_role("radio", name="Without help I could not come").check()
    cost = page.get_by_role("group", name="Cost 1")
    cost.get_by_label("What for").select_option("transport")
    cost.get_by_label("Amount").fill("520.50")
    page.get_by_label("What you pay yourself").fill("120.50")


def check(page):
    """What keeps somebody from using this page, as lines."""
    return barriers_in_both_themes(page) + sideways(page)


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def apply(page):
    visit(page, MINE)
    found = sideways(page)
    press(page, "Begin an application")
    fill_in(page)
    press(page, "Save the draft and add rows")
    expect(page.get_by_role("group", name="Cost 10")).to_be_visible()
    press(page, "Save the draft")
    expect(page.locator("main")).to_contain_text("You ask for 400.00 EUR")
    press(page, "Submit what is saved")
    expect(page.get_by_text("Your application is with the team now.")).to_be_visible()
    return found + sideways(page)


def offer(page):
    visit(page, BOARD)
    found = check(page)
    page.get_by_role("link", name=NAME).click()
    found += check(page)
    page.get_by_role("radio", name="Offer money").check()
    fund = page.get_by_role("group", name="Lantern fund")
    fund.get_by_label("Amount").fill("400")
    expect(fund).to_contain_text("after this: 600.00 EUR")
    press(page, "Stage the decision")
    page.get_by_role("checkbox", name=f"Release {NAME}").check()
    press(page, "Read the emails of those chosen")
    found += check(page)
    expect(page.locator("main")).to_contain_text("400.00 EUR from Lantern fund")
    press(page, "Send it")
    expect(page.get_by_text("Released: 1. Each of them gets an email.")).to_be_visible()
    return found


def test_one_applies_without_scripts_is_offered_money_and_accepts_it(money, open_page):
    applicant = open_page(APPLICANT, viewport=NARROW, java_script_enabled=False)
    found = apply(applicant)
    found += offer(open_page(MANAGER, viewport=NARROW))
    applicant.reload()
    applicant.get_by_role("link", name="Read the offer").click()
    found += sideways(applicant)
    applicant.get_by_role("checkbox", name="I agree to these terms.").check()
    press(applicant, "Accept the offer")
    expect(applicant.get_by_text("Accepted: up to 400.00 EUR is yours.")).to_be_visible()
    assert not found, "\n".join(found)


def test_no_page_of_the_applicant_has_a_barrier_or_scrolls_sideways(money, open_page):
    page = open_page(APPLICANT, viewport=NARROW, has_touch=True)
    visit(page, MINE)
    found = check(page)
    press(page, "Begin an application")
    found += check(page)
    fill_in(page)
    expect(page.locator("[data-sum=asked]")).to_have_text("400.00 EUR")
    page.get_by_role("group", name="Cost 2").get_by_label("Amount").fill("abc")
    press(page, "Save the draft")
    expect(page.get_by_role("alert")).to_be_focused()
    found += check(page)
    page.get_by_role("group", name="Cost 2").get_by_label("Amount").fill("")
    press(page, "Save the draft")
    found += check(page)
    press(page, "Submit what is saved")
    found += check(page)
    offer(open_page(MANAGER))
    visit(page, f"{MINE}offer/")
    found += check(page)
    visit(page, "/sprints/demo/supporters/")
    found += check(page)
    assert not found, "\n".join(found)


def test_the_pages_of_the_committee_have_no_barrier(money, open_page):
    applicant = open_page(APPLICANT)
    visit(applicant, MINE)
    press(applicant, "Begin an application")
    fill_in(applicant)
    press(applicant, "Save the draft")
    press(applicant, "Submit what is saved")
    page = open_page(REVIEWER, viewport=NARROW)
    visit(page, "/sprints/demo/travel/review/")
    found = check(page)
    page.get_by_role("link", name=NAME).click()
    page.get_by_text("I have a conflict of interest").click()
    found += check(page)
    page.get_by_role("radio", name="4 – It matters for the sprint.").check()
    press(page, "Save my review")
    expect(page.get_by_text("Your review is saved.")).to_be_visible()
    assert not found, "\n".join(found)
