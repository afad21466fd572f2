"""Every kind of page can be read: by assistive technology, in both themes, on a narrow screen."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from events.tests.browser.addresses import ATTENDEE, ORGANIZER, PAGES, STRANGER

pytestmark = pytest.mark.browser

CONFORMANCE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {
    "runOnly": {"type": "tag", "values": [*CONFORMANCE, "best-practice"]},
    "resultTypes": ["violations"],
    "preload": False,  # it would put a style sheet into the page, which the policy forbids
}
EVERYBODY = pytest.mark.parametrize(
    "email", [STRANGER, ATTENDEE, ORGANIZER], ids=["stranger", "attendee", "organizer"]
)


def barriers(page):
    """What axe calls serious or critical on this page, each as one line."""
    return [
        f"{page.url}: {found['id']} at {node['target']}: {' '.join(node['failureSummary'].split())}"
        for found in Axe().run(page, options=OPTIONS).response["violations"]
        if found["impact"] in ("serious", "critical")
        for node in found["nodes"]
    ]


@EVERYBODY
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_page_has_a_barrier(demo, open_page, email, theme):
    page = open_page(email, color_scheme=theme)
    found = []
    for address in PAGES[email]():
        page.goto(address)
        found += barriers(page)
    assert not found, "\n".join(found)


@EVERYBODY
def test_no_page_scrolls_sideways_on_a_narrow_screen(demo, open_page, email):
    page = open_page(email, viewport={"width": 320, "height": 640}, has_touch=True)
    too_wide = {}
    for address in PAGES[email]():
        page.goto(address)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            too_wide[address] = width
    assert too_wide == {}
