"""Every kind of page can be read: by assistive technology, in both themes, on a narrow screen."""

import pytest

from events.tests.browser.addresses import PAGES, visit
from events.tests.browser.barriers import barriers_in_both_themes, sideways

NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 720}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("email", PAGES, ids=lambda email: (email or "stranger").split("@")[0]),
]


def test_every_page_can_be_read(demo, open_page, email):
    page = open_page(email, has_touch=True)
    found = []
    for address in PAGES[email]():
        page.set_viewport_size(NARROW)
        visit(page, address)
        found += sideways(page)
        page.set_viewport_size(WIDE)
        found += barriers_in_both_themes(page)
    assert not found, "\n".join(found)
