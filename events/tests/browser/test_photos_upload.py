"""Sending photos: by keyboard and announced, or without scripts; then describing one."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from events.photos.models import Photo
from events.photos.tests.uploads import NOT_A_PHOTO, picture, told_where_and_when
from events.sprints.models import Sprint
from events.tests.browser.addresses import ATTENDEE, visit
from events.tests.browser.barriers import barriers_in_both_themes, sideways
from events.tests.browser.test_registration import tab_to

pytestmark = pytest.mark.browser

NARROW = {"width": 320, "height": 740}
BAD = "notes.pdf: This is a PDF document"
LISTEN = """
    () => {
        window.said = [];
        const region = document.querySelector("[aria-live=polite]");
        const observer = new MutationObserver(() => window.said.push(region.textContent));
        observer.observe(region, { childList: true, characterData: true, subtree: true });
    }
"""


@pytest.fixture
def sprint(demo):
    """The demo's sprint, which began yesterday."""
    today = timezone.localdate()
    Sprint.objects.filter(slug="demo").update(
        starts_on=today - timedelta(days=1), ends_on=today + timedelta(days=3)
    )
    return Sprint.objects.get(slug="demo")


def add_page(sprint):
    return reverse("photos:add", args=[sprint.slug])


def chosen(number, *, located=0):
    """So many files, the first of which tell where they were taken, and one that is no photo."""
    exif = told_where_and_when()
    contents = [
        picture(nth, **({"exif": exif} if nth < located else {})) for nth in range(number - 1)
    ]
    found = [
        {"name": f"IMG_{nth}.jpg", "mimeType": "image/jpeg", "buffer": content}
        for nth, content in enumerate(contents)
    ]
    return [*found, {"name": "notes.pdf", "mimeType": "image/jpeg", "buffer": NOT_A_PHOTO}]


def choose_by_keyboard(page, files):
    # Whoever listens before is sure to be told: the driver asks the browser only then.
    page.on("filechooser", lambda chooser: None)
    tab_to(page, page.get_by_role("button", name="Choose photos"))
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(files)


def check(page):
    return barriers_in_both_themes(page) + sideways(page)


def describe_one(page):
    """Say what is to be seen on the first of the photos, and send that one to the team."""
    page.get_by_role("textbox", name="Photographer").fill("Ann Invented")
    page.get_by_role("radio", name=re.compile("^CC BY 4.0")).check()
    first = page.get_by_role("group", name="Photo 1", exact=True)
    first.get_by_label("What is to be seen?").fill("Two people at a door")
    first.get_by_label("Can people be recognized?").select_option("No")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("1 goes to the team now, 18 still need a description.")).to_be_visible()


def test_twenty_files_are_sent_by_keyboard_and_announced_and_one_is_described(sprint, open_page):
    page = open_page(ATTENDEE, viewport=NARROW)
    visit(page, add_page(sprint))
    found = check(page)
    page.evaluate(LISTEN)
    choose_by_keyboard(page, chosen(20, located=6))
    summary = page.locator("[aria-live=polite]")
    end = "19 added, 1 not taken, location data removed from 6"
    expect(summary).to_have_text(end, timeout=60_000)
    expect(page.get_by_role("listitem").filter(has_text="notes.pdf")).to_contain_text(
        "This is a PDF document."
    )
    said = page.evaluate("window.said")
    assert any(re.fullmatch(r"\d+ of 20 sent", sentence) for sentence in said)
    assert said[-1] == end
    assert len(said) < 20  # fewer than files
    found += check(page)
    tab_to(page, page.get_by_role("link", name="Describe them"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Describe your photos")).to_be_visible()
    found += check(page)
    describe_one(page)
    assert Photo.objects.get(state="pending").alt_text == "Two people at a door"
    assert Photo.objects.filter(state="needs_details").count() == 18
    assert not found, "\n".join(found)


def test_what_is_here_is_told_and_a_lost_connection_can_be_tried_again(sprint, open_page):
    page = open_page(ATTENDEE)
    visit(page, add_page(sprint))
    one = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": picture(1)}
    choose_by_keyboard(page, [one])
    summary = page.locator("[aria-live=polite]")
    expect(summary).to_have_text("1 added", timeout=30_000)
    choose_by_keyboard(page, [one])
    expect(summary).to_have_text("1 added, 1 was already here")
    expect(page.get_by_role("link", name="Look at it")).to_be_visible()
    page.route("**/photos/add/", lambda route: route.fulfill(status=502, body="no answer"))
    choose_by_keyboard(page, [one | {"name": "IMG_2.jpg", "buffer": picture(2)}])
    expect(summary).to_contain_text("1 not sent")
    page.unroute("**/photos/add/")
    page.get_by_role("button", name="Try again: IMG_2.jpg").click()
    expect(summary).to_have_text("2 added, 1 was already here", timeout=30_000)


def test_whoever_is_signed_out_meanwhile_is_told_and_loses_nothing(sprint, open_page):
    page = open_page(ATTENDEE)
    visit(page, add_page(sprint))
    cookies = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    choose_by_keyboard(page, [{"name": "a.jpg", "mimeType": "image/jpeg", "buffer": picture(1)}])
    expect(page.locator("[aria-live=polite]")).to_have_text("0 added, 1 not sent")
    expect(page.get_by_text("Please reload this page and try again.")).to_be_visible()
    page.context.add_cookies(cookies)  # signed in again, in another tab
    page.get_by_role("button", name="Try again: a.jpg").click()
    expect(page.locator("[aria-live=polite]")).to_have_text("1 added", timeout=30_000)


def test_whoever_is_too_fast_waits_as_told_and_then_it_goes_on(settings, sprint, open_page):
    page = open_page(ATTENDEE)
    visit(page, add_page(sprint))
    page.clock.install()
    settings.PHOTOS = settings.PHOTOS | {"per_ten_minutes": 1}
    choose_by_keyboard(page, chosen(3)[:2])
    summary = page.locator("[aria-live=polite]")
    page.clock.run_for(10_000)
    expect(summary).to_have_text("That was a lot at once. It goes on in 10 minutes.")
    settings.PHOTOS = settings.PHOTOS | {"per_ten_minutes": 60}
    page.clock.run_for(11 * 60_000)
    expect(page.get_by_text("Being prepared").or_(page.get_by_text("Added"))).to_have_count(2)
    page.clock.run_for(10_000)
    expect(summary).to_have_text("2 added")


def test_without_scripts_all_go_in_one_form(sprint, open_page):
    page = open_page(ATTENDEE, viewport=NARROW, java_script_enabled=False)
    visit(page, add_page(sprint))
    assert page.get_by_role("button", name="Choose photos").count() == 0
    found = sideways(page)
    page.get_by_label("Photos").set_input_files(chosen(20))
    page.get_by_role("button", name="Send them").click(timeout=60_000)
    expect(page.get_by_text("19 added.")).to_be_visible(timeout=60_000)
    expect(page.get_by_text(BAD)).to_be_visible()
    found += sideways(page)
    describe_one(page)
    assert not found, "\n".join(found)
