"""Every kind of page can be read: by assistive technology, in both themes, on a narrow screen."""

import pytest

from events.tests.browser.addresses import PAGES
from events.tests.browser.barriers import found_by_looking

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("email", PAGES, ids=lambda email: (email or "stranger").split("@")[0])
def test_every_page_can_be_read(demo, open_page, email):
    found = found_by_looking(open_page(email, has_touch=True), PAGES[email]())
    assert not found, "\n".join(found)
