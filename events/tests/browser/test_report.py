"""The report: written, looked at beside the form, published, read, and printed."""

import datetime
import io
import unicodedata

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect
from pypdf import PdfReader

from events.recap.models import Report
from events.recap.tests.factories import CommitCountFactory, OutcomeFactory
from events.sprints.models import Sprint
from events.sprints.tests.factories import SprintFactory, TeamMemberFactory
from events.tests.browser.addresses import ORGANIZER, visit
from events.tests.browser.barriers import barriers_in_both_themes, sideways
from people.models import Person

pytestmark = pytest.mark.browser

OF_2022 = "/sprints/python-core-2022/report/"
WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 360, "height": 640}
WHY = "Why this week mattered"
BLACK, WHITE = "rgb(0, 0, 0)", "rgb(255, 255, 255)"


@pytest.fixture
def ended(demo):
    """A sprint of the demo's organizer that ended yesterday, with something to tell."""
    last = timezone.localdate() - datetime.timedelta(days=1)
    sprint = SprintFactory(
        name="Ended", slug="ended", starts_on=last - datetime.timedelta(days=4), ends_on=last
    )
    TeamMemberFactory(sprint=sprint, person=Person.objects.get(email=ORGANIZER))
    OutcomeFactory(sprint=sprint, title="A faster start")
    CommitCountFactory(repository__sprint=sprint, branch="a-branch-with-a-very-long-name")
    return sprint


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_an_organizer_writes_looks_publishes_and_reads(ended, open_page, scripts):
    page = open_page(ORGANIZER, viewport=WIDE, java_script_enabled=scripts)
    visit(page, reverse("recap:edit", args=["ended"]))
    page.get_by_label("Author").fill("Olga Example")
    page.get_by_label(WHY, exact=True).fill("We sat at **one table**.")
    preview = page.get_by_role("region", name="Preview")
    if not scripts:
        page.get_by_role("button", name="Preview").click()
    expect(preview.get_by_role("heading", name=WHY)).to_be_visible()
    expect(preview.locator("strong")).to_have_text("one table")
    expect(preview).to_contain_text("A faster start")
    assert not Report.objects.filter(sprint=ended).exists()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_have_text("The report is saved.")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("status")).to_have_text("Everybody can read the report now.")
    page.get_by_role("link", name="Read it").click()
    expect(page.get_by_role("article").get_by_role("heading", name=WHY)).to_be_visible()
    reader = open_page(java_script_enabled=scripts)
    visit(reader, reverse("recap:report", args=["ended"]))
    expect(reader.get_by_role("article")).to_contain_text("We sat at one table.")


def test_the_preview_waits_while_something_is_wrong_and_comes_back(ended, open_page):
    page = open_page(ORGANIZER, viewport=WIDE)
    visit(page, reverse("recap:edit", args=["ended"]))
    preview = page.get_by_role("region", name="Preview")
    page.get_by_label("Earlier address").fill("nowhere")
    expect(preview).to_contain_text("The preview waits")
    page.get_by_label("Earlier address").fill("")
    expect(preview).to_contain_text("A faster start")


def test_an_editor_with_errors_and_parts_by_hand_has_no_barrier(ended, open_page):
    Report.objects.create(
        sprint=ended, blocks={"opening": {"text": "By hand."}, "gifts": {"more": "And cake."}}
    )
    page = open_page(ORGANIZER, viewport=NARROW, has_touch=True)
    visit(page, reverse("recap:edit", args=["ended"]))
    found = barriers_in_both_themes(page) + sideways(page)
    page.get_by_label("Earlier address").fill("nowhere")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("Nothing is saved yet.")
    found += barriers_in_both_themes(page) + sideways(page)
    assert not found, "\n".join(found)


def test_the_bar_with_save_hides_no_field_that_has_the_focus(ended, open_page):
    page = open_page(ORGANIZER, viewport=NARROW)
    visit(page, reverse("recap:edit", args=["ended"]))
    page.get_by_label("Title", exact=True).focus()
    bar = page.locator(".editor-actions")
    seen = 0
    while not bar.evaluate("bar => bar.contains(document.activeElement)"):
        below, top = page.evaluate(
            "[document.activeElement.getBoundingClientRect(),"
            " document.querySelector('.editor-actions').getBoundingClientRect()]"
        )
        assert below["top"] < top["top"]
        assert below["height"] > 200 or below["bottom"] <= top["top"]
        page.keyboard.press("Tab")
        seen += 1
    assert seen > 20


def test_a_title_as_long_as_it_may_be_breaks_on_a_narrow_screen(demo, open_page):
    report = Sprint.objects.get(slug="python-core-2022").report
    report.frozen["title"] = "W" * 200
    names = {"repository": "r" * 100, "branch": "b" * 100, "version": ""}
    report.frozen["branches"] = [names | {"commits": 7, "counted": "So."}]
    report.save(update_fields=["frozen"])
    page = open_page(viewport=NARROW, has_touch=True)
    visit(page, OF_2022)
    for summary in page.locator("summary").all():
        summary.click()
    assert barriers_in_both_themes(page) + sideways(page) == []


@pytest.fixture
def printed(ended, open_page):
    """The report of 2022 as it goes to paper, from a system with a dark theme."""
    page = open_page(ORGANIZER, viewport=WIDE, color_scheme="dark")
    visit(page, OF_2022)
    page.emulate_media(media="print")
    return page


def colours(page, selector):
    return page.locator(selector).first.evaluate(
        "at => [getComputedStyle(at).color, getComputedStyle(at).backgroundColor]"
    )


def test_paper_gets_the_article_alone_in_black_on_white_with_addresses_at_full_width(printed):
    for name in (".site-header", ".site-footer", ".report-actions", ".skip"):
        expect(printed.locator(name)).to_be_hidden()
    assert printed.get_by_role("button").count() == 0
    assert colours(printed, "body") == [BLACK, WHITE]
    for part in ("h1", "section p", "li", "section a", "td"):
        assert colours(printed, f".report {part}")[0] in (BLACK, "rgb(51, 51, 51)"), part
    article, window = printed.evaluate(
        "[document.querySelector('.report').getBoundingClientRect().width, innerWidth]"
    )
    assert article == window
    names = printed.locator(".report-participants li")
    assert len({round(name.bounding_box()["x"]) for name in names.all()}) == 2
    expect(printed.get_by_text("First to last day of the sprint, both included.")).to_be_visible()
    expect(printed.get_by_text("How counted?").nth(1)).to_be_hidden()
    after = printed.get_by_role("link", name="PEP 699").evaluate(
        "link => getComputedStyle(link, '::after').content"
    )
    assert "https://peps.python.org/pep-0699/" in after


def test_a_pdf_has_several_pages_with_headings_that_stay_with_their_text(printed):
    headings = printed.locator(".report section h2")
    kept = headings.evaluate_all("all => all.map(one => getComputedStyle(one).breakAfter)")
    assert len(kept) > 8
    assert set(kept) == {"avoid"}
    pdf = PdfReader(io.BytesIO(printed.pdf(format="A4", outline=True, tagged=True)))
    assert len(pdf.pages) > 1
    assert {plain(words) for words in headings.all_inner_texts()} <= set(titles(pdf.outline))


def titles(outline):
    for item in outline:
        if isinstance(item, list):
            yield from titles(item)
        else:
            yield plain(item.title)


def plain(words):
    """The words without the ligatures that some fonts bring."""
    return unicodedata.normalize("NFKC", words)
