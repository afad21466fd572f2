"""What keeps somebody from reading or using a page, as far as a checker can tell."""

from axe_playwright_python.base import AXE_SCRIPT

from events.tests.browser.addresses import visit

NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 720}

WHATEVER = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
# All that another theme can change.
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
GRAVE = ("serious", "critical")
RUN = """
    async (options) => {
        const { violations, passes } = await axe.run(options);
        return { violations, passed: passes.length };
    }
"""


def barriers(page, kind=WHATEVER):
    """What axe calls serious or critical on this page, each as one line."""
    options = {
        "runOnly": kind,
        "resultTypes": ["violations"],
        "preload": False,  # it would put a style sheet into the page, which the policy forbids
    }
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE_SCRIPT)
    results = page.evaluate(RUN, options)
    assert results["passed"], "axe has looked at nothing"
    return [
        f"{page.url}: {found['id']} at {node['target']}: {' '.join(node['failureSummary'].split())}"
        for found in results["violations"]
        if found["impact"] in GRAVE
        for node in found["nodes"]
    ]


def barriers_in_both_themes(page):
    page.emulate_media(color_scheme="light")
    found = barriers(page)
    page.emulate_media(color_scheme="dark")
    return found + [f"dark: {line}" for line in barriers(page, COLOURS)]


def found_by_looking(page, addresses):
    """Open each address once: sideways on a narrow screen, barriers in both themes on a wide one."""
    found = []
    for address in addresses:
        page.set_viewport_size(NARROW)
        visit(page, address)
        found += sideways(page)
        page.set_viewport_size(WIDE)
        found += barriers_in_both_themes(page)
    return found


def sideways(page):
    """One line if the page is wider than the window."""
    width, room = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return [f"{page.url} is {width} pixels wide, the window {room}."] if width > room else []
