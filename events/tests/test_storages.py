"""The three places where files lie: folders, or buckets over the S3 protocol."""

import json
import os
import stat
import subprocess
import sys
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InvalidStorageError, default_storage, storages
from django.http import Http404

from events.photos.views import files
from events.tests.buckets import buckets, s3
from tools.environment import ROOT

__all__ = ["buckets", "s3"]  # fixtures

BUCKETS = {
    "S3_PUBLIC_BUCKET": "shown",
    "S3_PRIVATE_BUCKET": "kept",
    "S3_PUBLIC_URL": "https://pictures.example.org/sprints/",
}
TELL = """
import json
import config.settings as s
print(json.dumps([s.STORAGES, s.CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"]]))
"""


def start(program=TELL, **environment):
    given = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": "sqlite://:memory:",
        "SECRET_KEY": "secret",
        "ALLOWED_HOSTS": "a.example",
        **environment,
    }
    return subprocess.run(  # noqa: S603 -- our own Python
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=given,
        capture_output=True,
        text=True,
        check=False,
    )


def test_files_lie_in_folders_unless_buckets_are_named():
    found, sources = json.loads(start().stdout)
    closed = {"file_permissions_mode": 0o640, "directory_permissions_mode": 0o750}
    assert {alias: (each["BACKEND"], each.get("OPTIONS")) for alias, each in found.items()} == {
        "public": ("config.storages.Folder", {"folder": "public", "base_url": "/media/"}),
        **{
            alias: ("config.storages.PrivateFolder", {"folder": alias, **closed})
            for alias in ("pending", "receipts")
        },
        "staticfiles": ("whitenoise.storage.CompressedManifestStaticFilesStorage", None),
    }
    assert sources == ["'self'", "data:"]


def test_buckets_take_their_settings_from_the_environment():
    found, sources = json.loads(
        start(
            **BUCKETS,
            S3_ENDPOINT_URL="https://s3.example.org",
            S3_REGION="north",
            S3_ACCESS_KEY_ID="id",
            S3_SECRET_ACCESS_KEY="key",
        ).stdout
    )
    shared = {
        "endpoint_url": "https://s3.example.org",
        "region_name": "north",
        "access_key": "id",
        "secret_key": "key",
        "default_acl": None,
        "file_overwrite": False,
        "querystring_auth": False,
    }
    del found["staticfiles"]
    assert {each["BACKEND"] for each in found.values()} == {"storages.backends.s3.S3Storage"}
    assert {alias: each["OPTIONS"] for alias, each in found.items()} == {
        "public": {
            **shared,
            "bucket_name": "shown",
            "url_protocol": "https:",
            "custom_domain": "pictures.example.org/sprints",
            "object_parameters": {"CacheControl": "public, max-age=31536000, immutable"},
        },
        "pending": {**shared, "bucket_name": "kept", "location": "pending"},
        "receipts": {**shared, "bucket_name": "kept", "location": "receipts"},
    }
    assert sources == ["'self'", "data:", "https://pictures.example.org"]


NO_ADDRESS = "S3_PUBLIC_URL is not a web address."


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"S3_PUBLIC_BUCKET": ""}, "S3_PUBLIC_BUCKET and S3_PRIVATE_BUCKET go together."),
        ({"S3_PRIVATE_BUCKET": "shown"}, "the public and the private bucket are the same."),
        ({"S3_PUBLIC_URL": "pictures.example.org"}, NO_ADDRESS),
        ({"S3_PUBLIC_URL": "https://a.example; script-src *"}, NO_ADDRESS),
    ],
)
def test_half_a_setting_stops_the_start_with_one_sentence(given, sentence):
    answer = start(**{**BUCKETS, **given})
    assert (answer.returncode, answer.stderr) == (1, f"Sprintbook does not start: {sentence}\n")


@pytest.mark.parametrize("package", ["storages", "boto3"])
def test_a_missing_package_stops_the_start_with_one_sentence(package):
    absent = (
        "import importlib.util as u\n"
        "found = u.find_spec\n"
        f"u.find_spec = lambda name: None if name == {package!r} else found(name)\n"
    )
    answer = start(absent + TELL, **BUCKETS)
    sentence = "Sprintbook does not start: buckets need what requirements-s3.txt lists.\n"
    assert (answer.returncode, answer.stderr) == (1, sentence)


def test_no_storage_is_the_default_one():
    with pytest.raises(InvalidStorageError):
        default_storage.exists("a.jpg")


def test_folders_follow_the_setting(settings, tmp_path):
    for name in ("one", "other"):
        settings.MEDIA_ROOT = tmp_path / name
        for alias in ("public", "pending", "receipts"):
            storages[alias].save("a/b.jpg", ContentFile(b"picture"))
            assert (tmp_path / name / alias / "a" / "b.jpg").read_bytes() == b"picture"


def test_a_private_file_has_no_address_and_is_closed_to_other_accounts(tmp_path):
    for alias in ("pending", "receipts"):
        name = storages[alias].save("a/b.jpg", ContentFile(b"picture"))
        with pytest.raises(ValueError, match="is private: it has no address"):
            storages[alias].url(name)
        file = tmp_path / "media" / alias / name
        assert stat.S_IMODE(file.stat().st_mode) == 0o640
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o750
    name = storages["public"].save("a/b.jpg", ContentFile(b"picture"))
    assert storages["public"].url(name) == "/media/a/b.jpg"


def content(storage, name):
    with storage.open(name) as file:
        return file.read()


@pytest.mark.parametrize("alias", ["public", "pending", "receipts"])
def test_a_bucket_keeps_and_forgets_files_and_overwrites_none(buckets, alias):
    storage = buckets[alias]
    names = [storage.save("kept/b.jpg", ContentFile(text)) for text in (b"one", b"other")]
    assert names[0] == "kept/b.jpg"
    assert storage.listdir("kept") == ([], sorted(name.removeprefix("kept/") for name in names))
    assert [content(storage, name) for name in names] == [b"one", b"other"]
    storage.delete(names[0])
    assert [storage.exists(name) for name in names] == [False, True]
    with pytest.raises(FileNotFoundError):
        storage.open(names[0])


def test_everybody_reads_what_was_copied_to_the_public_bucket(buckets, s3):
    name = buckets["pending"].save("shown/b.webp", ContentFile(b"picture"))
    with buckets["pending"].open(name) as file:
        public_name = buckets["public"].save(name, file)
    url = buckets["public"].url(public_name)
    assert url == f"{s3.meta.endpoint_url}/shown/shown/b.webp"
    with urlopen(url) as answer:  # noqa: S310 -- our own server
        assert answer.read() == b"picture"
        assert answer.headers["Content-Type"] == "image/webp"
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    with buckets["public"].open(public_name) as file:
        assert buckets["pending"].save("back/b.webp", file) == "back/b.webp"


@pytest.mark.parametrize("alias", ["pending", "receipts"])
def test_nobody_reads_a_private_bucket_without_the_key(buckets, s3, alias):
    name = buckets[alias].save("secret/b.jpg", ContentFile(b"picture"))
    url = buckets[alias].url(name)
    assert url == f"{s3.meta.endpoint_url}/kept/{alias}/secret/b.jpg"
    with pytest.raises(HTTPError, match="403"):
        urlopen(url)  # noqa: S310 -- our own server
    grants = s3.get_object_acl(Bucket="kept", Key=f"{alias}/secret/b.jpg")["Grants"]
    assert [grant["Grantee"]["Type"] for grant in grants] == ["CanonicalUser"]  # the owner alone


def test_a_private_file_is_passed_on_from_a_bucket(buckets, db, monkeypatch):
    monkeypatch.setattr(files, "storages", buckets)
    name = buckets["pending"].save("passed/b.webp", ContentFile(b"picture"))
    answer = files.private_file("pending", name)
    assert b"".join(answer.streaming_content) == b"picture"
    assert {key: answer[key] for key in ("Content-Type", "Content-Length", "Cache-Control")} == {
        "Content-Type": "image/webp",
        "Content-Length": "7",
        "Cache-Control": "private, no-store",
    }
    answer.close()
    with pytest.raises(Http404):
        files.private_file("pending", "passed/other.webp")


def test_the_site_serves_no_file_of_a_bucket(buckets, client, monkeypatch, tmp_path):
    name = buckets["public"].save("elsewhere/b.webp", ContentFile(b"picture"))
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / name).write_bytes(b"picture")
    monkeypatch.chdir(tmp_path)  # nor one of the folder where the site was started
    monkeypatch.setattr(files, "storages", buckets)
    assert client.get(f"/media/{name}").status_code == 404
