"""Addresses without tracking, and what they lead to."""

import pytest
from django.core.exceptions import ValidationError

from events.recap import links

THREAD = "https://discuss.python.org/t/vote-to-promote-alex-waygood/19690"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (f"{THREAD}?u=ambv", THREAD),
        (f"{THREAD}/12?u=ambv#post", f"{THREAD}/12#post"),
        (f"{THREAD}?u=ambv&page=2", f"{THREAD}?page=2"),
        ("https://example.org/?u=1", "https://example.org/?u=1"),
        ("https://example.org/t?UTM_Source=x&a=1&utm_medium=y", "https://example.org/t?a=1"),
        ("https://example.org/?fbclid=1&gclid=2&ref_src=3", "https://example.org/"),
        ("https://example.org/?a=%20b&a=c&empty=", "https://example.org/?a=%20b&a=c&empty="),
        ("https://example.org/?%75tm_source=x#part", "https://example.org/#part"),
        ("http://example.org/?author=1&ref=main", "http://example.org/?author=1&ref=main"),
    ],
)
def test_what_follows_readers_is_dropped_and_the_rest_stays(typed, kept):
    assert links.clean(typed) == kept
    assert links.clean(kept) == kept


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("ftp://example.org/", "Please give an address that begins with https://."),
        ("javascript:alert(1)", "Please give an address that begins with https://."),
        ("https:///path", "Please give an address that begins with https://."),
        ("https://[half", "Please give an address that begins with https://."),
        ("https://ada:secret@example.org/", "This address holds a name or a password. "),
        ("https://ada@example.org/", "This address holds a name or a password. "),
    ],
)
def test_what_is_no_address_of_a_page_is_refused(typed, sentence):
    with pytest.raises(ValidationError, match=sentence):
        links.clean(typed)


@pytest.mark.parametrize(
    ("url", "label"),
    [
        ("https://github.com/python/cpython/issues/97996", "python/cpython#97996"),
        ("https://github.com/python/cpython/pull/97875", "python/cpython#97875"),
        ("https://github.com/a/b/pull/7/files#diff-1", "a/b#7"),
        ("https://github.com/a/b/commit/0123456789abcdef", "a/b@0123456"),
        ("https://peps.python.org/pep-0699/", "PEP 699"),
        ("https://peps.python.org/pep-3156/#rationale", "PEP 3156"),
        ("https://www.python.org/dev/peps/pep-0008/", "PEP 8"),
        (THREAD, "Vote to promote alex waygood"),
        (f"{THREAD}/3", "Vote to promote alex waygood"),
        # Others are named by their host.
        ("https://github.com/python/cpython", "github.com"),
        ("https://github.com/t/words/12", "github.com"),
        ("https://www.example.org/pep-0699/", "example.org"),
        ("https://python.org/about/", "python.org"),
        ("https://discuss.python.org/t/19690", "discuss.python.org"),
        ("https://[half", ""),
        ("", ""),
    ],
)
def test_what_an_address_leads_to_is_recognised(url, label):
    assert links.label(url) == label
