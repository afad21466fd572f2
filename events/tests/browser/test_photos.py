"""The gallery in a browser: opened large by keyboard, light on a narrow screen, open to everybody."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from playwright.sync_api import expect

from events.photos import workflow
from events.photos.models import Photo
from events.photos.tests.uploads import picture
from events.sprints.tests.factories import SprintFactory, TeamMemberFactory
from events.tests.browser.barriers import barriers_in_both_themes, found_by_looking

pytestmark = pytest.mark.browser

DETAILS = {"credit": "Ann Invented", "licence": Photo.Licence.CC_BY}
FILES_SHOWN = "[...document.images].map((image) => image.currentSrc.split('/').pop())"
FOCUSED = "document.activeElement.getAttribute('href')"


def published(sprint, number, by):
    """A photo that went all the way from the file to the public."""
    content = ContentFile(picture(number, size=(1000, 750)))
    photo = workflow.send(sprint, content, by=by)
    words = {"alt_text": f"picture number {number}", "caption": f"Evening {number}"}
    workflow.describe(photo, by=by, **words, **DETAILS)
    photo.refresh_from_db()
    return workflow.publish(photo, by=by, seen=photo.revision)


@pytest.fixture
def photos(live_server):
    """Three published photos of a sprint, in order."""
    sprint = SprintFactory()
    organizer = TeamMemberFactory(sprint=sprint).person
    return [published(sprint, number, organizer) for number in range(3)]


@pytest.fixture
def gallery(photos):
    return reverse("photos:gallery", args=[photos[0].sprint.slug])


def test_a_photo_is_opened_large_and_left_by_keyboard(photos, gallery, open_page):
    page = open_page()
    page.goto(gallery)
    dialog = page.get_by_role("dialog")
    link = page.locator(".photo-grid a").nth(1)
    link.focus()
    page.keyboard.press("Enter")
    expect(dialog).to_have_accessible_name("Photo 2 of 3")
    expect(dialog.get_by_role("img", name="picture number 1")).to_be_visible()
    expect(dialog).to_contain_text("Evening 1")
    expect(dialog).to_contain_text("Photo: Ann Invented")
    assert page.url.endswith(gallery)
    for key, number in (("ArrowRight", 3), ("ArrowRight", 1), ("ArrowLeft", 3)):
        page.keyboard.press(key)
        expect(dialog).to_have_accessible_name(f"Photo {number} of 3")
        expect(dialog.get_by_role("img", name=f"picture number {number - 1}")).to_be_visible()
    dialog.get_by_text("Evening 2").click()  # which takes the focus off the buttons
    page.keyboard.press("ArrowLeft")
    expect(dialog).to_have_accessible_name("Photo 2 of 3")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert page.evaluate(FOCUSED) == photos[1].get_absolute_url()


def test_the_tab_key_stays_within_what_is_open(gallery, open_page):
    page = open_page()
    page.goto(gallery)
    page.locator(".photo-grid a").first.click()
    inside = (
        "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
    )
    for _ in range(8):
        page.keyboard.press("Tab")
        assert page.evaluate(inside)


def test_a_photo_is_opened_large_and_left_by_pointer(photos, gallery, open_page):
    page = open_page(viewport={"width": 360, "height": 740}, has_touch=True)
    page.goto(gallery)
    dialog = page.get_by_role("dialog")
    page.locator(".photo-grid a").first.tap()
    dialog.get_by_role("button", name="Next photo").tap()
    expect(dialog).to_have_accessible_name("Photo 2 of 3")
    dialog.get_by_role("button", name="Previous photo").tap()
    expect(dialog).to_have_accessible_name("Photo 1 of 3")
    dialog.get_by_role("button", name="Close").tap()
    expect(dialog).to_be_hidden()
    assert page.evaluate(FOCUSED) == photos[0].get_absolute_url()
    page.locator(".photo-grid a").first.tap()
    dialog.get_by_role("link", name="About this photo").tap()
    page.wait_for_url(f"**{photos[0].get_absolute_url()}")


def test_back_closes_what_is_open_and_then_leaves(gallery, open_page):
    page = open_page()
    page.goto(reverse("pages:home"))
    page.goto(gallery)
    dialog = page.get_by_role("dialog")
    for how in ("back", "Escape", "back"):
        page.locator(".photo-grid a").first.click()
        expect(dialog).to_be_visible()
        page.keyboard.press("ArrowRight")
        page.go_back() if how == "back" else page.keyboard.press(how)
        expect(dialog).to_be_hidden()
        assert page.url.endswith(gallery)
    page.go_back()
    page.wait_for_url(f"**{reverse('pages:home')}")


def test_a_link_opened_in_a_tab_of_its_own_leads_to_the_page(photos, gallery, open_page):
    page = open_page()
    page.goto(gallery)
    for how in ({"modifiers": ["Control"]}, {"button": "middle"}):
        with page.context.expect_page() as opened:
            page.locator(".photo-grid a").first.click(**how)
        assert opened.value.url.endswith(photos[0].get_absolute_url())
        expect(page.get_by_role("dialog")).to_be_hidden()


def test_without_scripts_a_photo_leads_to_its_page_and_on_to_the_next(photos, gallery, open_page):
    page = open_page(java_script_enabled=False)
    page.goto(gallery)
    page.locator(".photo-grid a").first.click()
    page.wait_for_url(f"**{photos[0].get_absolute_url()}")
    page.get_by_role("link", name="Next").click()
    page.wait_for_url(f"**{photos[1].get_absolute_url()}")


def test_a_narrow_screen_takes_the_smallest_files(gallery, open_page):
    for density in (1, 2):
        page = open_page(viewport={"width": 360, "height": 740}, device_scale_factor=density)
        page.goto(gallery)
        page.wait_for_load_state("networkidle")
        assert page.evaluate(FILES_SHOWN) == ["320.webp"] * 3


def test_photos_have_no_barrier_in_either_theme_and_fit_a_narrow_screen(photos, gallery, open_page):
    page = open_page(has_touch=True)
    workflow.set_cover(photos[0], by=photos[0].uploaded_by)
    addresses = [
        photos[1].get_absolute_url(),
        photos[0].sprint.get_absolute_url(),
        reverse("pages:home"),
        reverse("pages:sprints"),
        gallery,
    ]
    found = found_by_looking(page, addresses)
    page.locator(".photo-grid a").first.click()
    found += barriers_in_both_themes(page)
    assert not found, "\n".join(found)
