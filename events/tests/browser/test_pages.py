"""Every kind of page can be read: by assistive technology, in both themes, on a narrow screen."""

import pytest

from events.tests.browser.addresses import PAGES, visit
from events.tests.browser.barriers import barriers_in_both_themes, sideways

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("email", PAGES, ids=lambda email: (email or "stranger").split("@")[0]),
]


def test_no_page_has_a_barrier_in_either_theme(demo, open_page, email):
    page = open_page(email)
    found = []
    for address in PAGES[email]():
        visit(page, address)
        found += barriers_in_both_themes(page)
    assert not found, "\n".join(found)


def test_no_page_scrolls_sideways_on_a_narrow_screen(demo, open_page, email):
    page = open_page(email, viewport={"width": 320, "height": 640}, has_touch=True)
    found = []
    for address in PAGES[email]():
        visit(page, address)
        found += sideways(page)
    assert not found, "\n".join(found)
