"""Text of people stands in our Markdown as it was typed, and does nothing."""

import pytest

from events.text import clean, commonmark, escape, link, plain, to_html

HOSTILE = [
    *("[x](javascript:alert(1))", "![x](https://example.org/x.png)"),
    *("<script>alert(1)</script>", "<b onclick=x>", "---", "--- # title: other"),
    *("# heading", "- item", "+ item", "1. item", "12) item", "> quote", "```code```"),
    *("**bold** _italic_ ~~struck~~", "a | b", "&amp; &#64; &lt;", "C.A.M. Gerlach"),
    *('O\'Neil "Q" : yes, no', "😀 :smile: Ł é", "back\\slash \\[x](y)"),
    *("https://example.org/ www.example.org", "line one\n\n# line two\r\n- three", "= ="),
    "$x$ {y} [z]: https://example.org",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_it_reads_as_it_was_typed_in_a_paragraph_and_in_a_list(text):
    typed = " ".join(text.split())
    for before in ("", "-   ", "By "):
        shown = escape(text)
        rendered = commonmark.render(before + shown)
        assert plain(before + shown) == before.replace("-   ", "") + typed
        assert "<a" not in rendered
        assert "<img" not in rendered
        assert "<h1" not in rendered
        assert rendered.count("<li>") == (before == "-   ")
        assert "<script" not in str(to_html(before + shown))


def test_a_links_text_is_inert_and_its_address_cannot_end_it():
    made = link("a](b) [c", "https://example.org/x>y<z")
    assert commonmark.render(made) == (
        '<p><a href="https://example.org/x%3Ey%3Cz">a](b) [c</a></p>\n'
    )
    assert commonmark.render(link("a", "https://example.org/\\")) == (
        '<p><a href="https://example.org/%5C">a</a></p>\n'
    )
    assert link("PEP 1", "") == "PEP 1"


def test_what_cannot_be_seen_is_left_out():
    assert clean("a\x1b[31m\x08b\tc\nd") == "a[31mb\tc\nd"
    assert escape("a\x00b") == "ab"


def test_plain_text_has_no_mark_up_left():
    source = "# Head\n\nSome *text* with `code`, [a link](https://example.org)\nand a break.\n\n- one\n- two"
    assert plain(source) == "Head Some text with code, a link and a break. one two"
