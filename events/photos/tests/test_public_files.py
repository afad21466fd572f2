"""How stored pictures are served: public ones by address, private ones by a page that asked."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.http import Http404
from django.test import Client
from django.urls import reverse

from events.photos.views.files import private_file, public_file
from people.tests.factories import PersonFactory

PICTURE = b"0123456789"
POLICY = "default-src 'none'; sandbox"
A_YEAR = "public, max-age=31536000, immutable"


@pytest.fixture
def address():
    """Of a public picture."""
    return storages["public"].url(storages["public"].save("ab/c-1.webp", ContentFile(PICTURE)))


def body(response):
    return b"".join(response.streaming_content)


def refused(response):
    """Whether this is our short 404, which nothing keeps."""
    headers = map(response.get, ("Cache-Control", "Content-Type", "Content-Security-Policy"))
    return (response.status_code, *headers) == (404, "no-store", "text/plain", POLICY)


def test_the_address_of_a_public_file_is_that_of_its_page(address):
    assert address == reverse("photos:public_file", args=["ab/c-1.webp"]) == "/media/ab/c-1.webp"


@pytest.mark.parametrize(
    ("name", "content_type"), [("a.webp", "image/webp"), ("deep/er/b.jpg", "image/jpeg")]
)
def test_a_public_picture_is_kept_for_a_year_and_can_do_nothing(client, name, content_type):
    storages["public"].save(name, ContentFile(PICTURE))
    response = client.get(f"/media/{name}", secure=True)
    assert body(response) == PICTURE
    headers = dict(response.headers)
    assert headers.pop("Last-Modified")
    assert headers.pop("ETag")
    assert headers == {
        "Content-Type": content_type,
        "Content-Length": "10",
        "Cache-Control": A_YEAR,
        "Content-Disposition": "inline",
        "Content-Security-Policy": POLICY,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Referrer-Policy": "same-origin",
        "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }


@pytest.mark.parametrize("is_known", [False, True])
@pytest.mark.parametrize("name", ["ab/c-1.webp", "none.webp"])
@pytest.mark.usefixtures("db", "address")
def test_nobody_costs_a_query_or_gets_a_cookie(
    client_of, django_assert_num_queries, name, is_known
):
    client = client_of(PersonFactory()) if is_known else Client()
    with django_assert_num_queries(0):
        response = client.get(f"/media/{name}")
        list(response)
    assert (response.cookies, response.has_header("Vary")) == ({}, False)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("bytes=2-4", (206, b"234", "bytes 2-4/10")),
        ("bytes=10-", (416, b"", "bytes */10")),
        ("bytes=x-", (200, PICTURE, None)),
    ],
)
def test_a_part_of_a_picture_can_do_nothing_either(client, address, asked, expected):
    response = client.get(address, headers={"Range": asked})
    assert (response.status_code, body(response), response.get("Content-Range")) == expected
    assert response["Content-Security-Policy"] == POLICY


def test_a_kept_picture_is_not_sent_again_and_stays_inert(client, address):
    first = client.get(address)
    assert body(first) == PICTURE
    response = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (response.status_code, body(response)) == (304, b"")
    assert (response["Cache-Control"], response["ETag"]) == (A_YEAR, first["ETag"])
    assert response["Content-Security-Policy"] == POLICY
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_picture_can_only_be_read(client, address):
    for method in ("post", "put", "patch", "delete", "options"):
        response = getattr(client, method)(address)
        assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")


@pytest.fixture
def around(tmp_path):
    """Files that the address must never lead to."""
    storages["public"].save("ab/c-1.webp", ContentFile(PICTURE))
    storages["public"].save("a.svg", ContentFile(PICTURE))
    storages["public"].save("a", ContentFile(PICTURE))
    storages["pending"].save("b.webp", ContentFile(PICTURE))
    (tmp_path / "out.webp").write_bytes(PICTURE)
    public = tmp_path / "media" / "public"
    (public / "link.webp").symlink_to(tmp_path / "out.webp")
    (public / "linked").symlink_to(tmp_path)
    (public / "folder.webp").mkdir()
    (public / ".hidden.webp").write_bytes(PICTURE)
    return tmp_path


OTHER_NAMES = """
../pending/b.webp ab/../../pending/b.webp %2e%2e/pending/b.webp ..%2fpending%2fb.webp
%252e%252e/pending/b.webp ..%5cpending%5cb.webp ..\\pending\\b.webp ab\\c-1.webp
pending/b.webp b.webp /ab/c-1.webp //ab/c-1.webp ./ab/c-1.webp ab//c-1.webp ab/./c-1.webp
ab/c-1.webp/ ab/c-1.webp%20 ab/c-1.WEBP ab/c-1.webp.svg a.svg a a/b.webp ab ab/ folder.webp
.hidden.webp .webp link.webp linked/out.webp %EF%BD%81.webp none.webp
"""


def test_no_other_name_leads_to_a_file(client, around):
    names = [*OTHER_NAMES.split(), "n" * 5000 + ".webp", "n/" * 5000 + "n.webp"]
    names.append(f"{around}/out.webp")
    assert [name for name in names if not refused(client.get(f"/media/{name}"))] == []
    assert client.get("/media/ab/c-1.webp%00").status_code == 400


@pytest.mark.parametrize("name", ["", "ab/c-1.webp\0", "ab/c-1.webp\n", "..", "/"])
def test_neither_does_what_the_addresses_cannot_say(rf, around, name):
    assert refused(public_file(rf.get("/media/"), name))


@pytest.mark.parametrize("alias", ["pending", "receipts"])
def test_a_private_picture_is_kept_by_nobody_and_can_do_nothing(db, alias):
    name = storages[alias].save("ab/c.jpg", ContentFile(PICTURE))
    response = private_file(alias, name)
    assert body(response) == PICTURE
    response.close()
    assert dict(response.headers) == {
        "Content-Type": "image/jpeg",
        "Content-Length": "10",
        "Cache-Control": "private, no-store",
        "Content-Disposition": "inline",
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
    }


@pytest.mark.parametrize("name", ["none.jpg", "", "a.svg"])
def test_a_private_picture_that_is_not_there_is_not_found(name):
    storages["pending"].save("a.svg", ContentFile(PICTURE))
    with pytest.raises(Http404):
        private_file("pending", name)
