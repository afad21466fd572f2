"""A text in the post says what it says on the page, however it was typed."""

import random

import pytest
from markdown_it import MarkdownIt

from events.recap.markdown import for_blog
from events.tests.test_text import HOSTILE
from events.text import AUTOLINK, commonmark, escape

PAGE = "https://sprints.example/sprints/quill/report/"
PIECES = [
    *"ab1é<>/[]():!*_`~&#-+.@=|{}$\"'\\? \n\t",
    *("  ", "    ", "  \n", "\n\n", "//", "- ", "1. ", "> ", "```\n", "~~~\n", ":-", "|-|"),
    *("<script>", "</b>", "<!--", "-->", "<?", "<b", "www.", "https://x.y", "<https://x.y>"),
    *("javascript:", "ftp:", "[a]: ", "[a](", "](https://x.y)", '](https://x.y "', '")', "![a](b)"),
    *("amp;", "&lt;", "&#91;", "&#10;", "&quot;", "&colon;", "\\\\"),
]


def blog():
    """A blog that allows everything: HTML, any link, pictures, tables and struck text."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    parser.validateLink = lambda url: True
    return parser


def on_page(text):
    return commonmark.render(f"{text}\n").split()


def in_post(text):
    """Without base, so that the addresses are those of the page."""
    return blog().render(for_blog(text, "")).split()


def links_itself(markdown):
    """Whether a blog would make a link of an address that merely stands there."""
    tokens = blog().disable("text_join").parse(markdown)
    inside = [child for token in tokens for child in token.children or ()]
    return any(AUTOLINK.search(child.content) for child in inside if child.type == "text")


@pytest.mark.parametrize(
    "text",
    [
        *HOSTILE,
        *map(escape, HOSTILE),
        "<iframe src=x>\n</iframe>",
        "<<script>alert(1)</script>",
        "[a](javascript:alert(1)) <javascript:alert(1)>",
        "[r]\n\n[r]: javascript:alert(1)",
        "[r]\n\n[r]: https://example.org",
        '[a](https://example.org "<script>alert(1)</script>\\\\")',
        "[a](https://example.org/?a=1&amp;copy;=2&b=(3)_c_)",
        "Look![a](https://example.org)",
        "[![a](b)](https://example.org)",
        "a | b\n--|--\nc | d",
        "Head\n---\n\n# Head #\n\n***\n\n> *a **b*** c",
        "~~~ python\nx = '<b>'\n```",
        "1. a\n2. b\n\n   ~~~\n   - c\n   ~~~\n3) d",
    ],
)
def test_a_blog_that_allows_everything_shows_what_the_page_shows(text):
    assert in_post(text) == on_page(text)


def test_so_it_does_whatever_is_typed():
    chance = random.Random(2030)  # noqa: S311 -- the same texts each time
    for _ in range(500):
        text = "".join(chance.choices(PIECES, k=chance.randint(1, 12))).strip()
        assert in_post(text) == on_page(text), (text, for_blog(text, ""))


def test_prose_stays_as_it_was_written():
    prose = (
        "C++ and C#, don't, 3.12, (see below), PEP 699, a_b, AT&T, 1 < 2 > 0, 50 %, x = 1: "
        "*so* __it__ `{goes}`!\nAnd a [link](https://example.org/a_b), <https://example.org>."
    )
    assert for_blog(prose, PAGE) == prose


@pytest.mark.parametrize("text", ["https://example.org", "ftp://example.org", "WWW.example.org"])
def test_an_address_that_is_no_link_on_the_page_is_none_in_the_post(text):
    assert links_itself(text)
    assert not links_itself(for_blog(text, PAGE))


@pytest.mark.parametrize(
    ("written", "exported"),
    [
        ("a ~b~", r"a \~b\~"),
        ("{{ a }} {% b %}", r"\{\{ a \}\} \{% b %\}"),
        ("$a$", r"\$a\$"),
        ("Term\n: text", "Term\n\\: text"),
        ("- [x] a", r"-   \[x\] a"),
        ("> a\u2028- b", "> a&#8232;- b"),  # no end of a line on the page
        # Lists have the blog's marker.
        ("- a\n  - b\n- c", "-   a\n    -   b\n-   c"),
        ("* a\n\n  more\n* c", "-   a\n\n    more\n\n-   c"),
        ("-   a\n    b", "-   a\n    b"),
        ("- a\n\nText\n  - b", "-   a\n\nText\n\n-   b"),
        ("```\n- a\n```\n- b", "```\n- a\n```\n\n-   b"),
        ("* * *\n- a", "***\n\n-   a"),
        ("1. a\n2. - b", "1. a\n2. -   b"),
    ],
)
def test_what_blogs_add_to_markdown_is_escaped_and_lists_stay_as_they_were(written, exported):
    assert for_blog(written, PAGE) == exported
    assert in_post(written) == on_page(written)


@pytest.mark.parametrize(
    ("address", "exported"),
    [
        ("../people/", "https://sprints.example/sprints/quill/people/"),
        ("/reports/", "https://sprints.example/reports/"),
        ("#top", f"{PAGE}#top"),
        ("//example.org/", "https://example.org/"),
        ("mailto:a@example.org", "mailto:a@example.org"),
    ],
)
def test_a_link_leads_where_it_leads_from_the_page(address, exported):
    assert for_blog(f"[a]({address})", PAGE) == f"[a]({exported})"
