"""Where files lie: public ones, those that wait for a decision, and receipts.

No storage is the default: code that keeps a file says where it may be seen.
"""

import re
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.utils.functional import cached_property

WEB_ADDRESS = re.compile(r"(?P<protocol>https?:)//(?P<place>[\w.:\[\]-]+(/[\w.~-]+)*)")
IMMUTABLE = "public, max-age=31536000, immutable"  # a changed picture gets another name


class Folder(FileSystemStorage):
    """A folder below MEDIA_ROOT, wherever that is now."""

    def __init__(self, folder: str, **options: Any) -> None:
        super().__init__(**options)
        self.folder = folder

    @cached_property
    def base_location(self) -> str:
        return str(Path(settings.MEDIA_ROOT) / self.folder)


class PrivateFolder(Folder):
    """A folder whose files have no address."""

    def url(self, name: str | None) -> str:
        raise ValueError(f"{name} is private: it has no address.")


class Buckets(NamedTuple):
    """The two buckets of S3-compatible storage, and how to reach them; empty means unset."""

    public: str
    private: str
    public_url: str  # where browsers find the public one
    connection: dict[str, str]

    @property
    def origin(self) -> str:
        """Scheme and host of the public address, as a policy names them."""
        return "/".join(self.public_url.split("/")[:3])


def folders() -> dict[str, dict[str, Any]]:
    private = {"file_permissions_mode": 0o640, "directory_permissions_mode": 0o750}
    return {
        "public": {
            "BACKEND": "config.storages.Folder",
            "OPTIONS": {"folder": "public", "base_url": "/media/"},
        },
        **{
            alias: {
                "BACKEND": "config.storages.PrivateFolder",
                "OPTIONS": {"folder": alias, **private},
            }
            for alias in ("pending", "receipts")
        },
    }


def in_buckets(buckets: Buckets) -> dict[str, dict[str, Any]]:
    """The same three, stored over the S3 protocol. No file gets an ACL: the bucket decides."""
    address = WEB_ADDRESS.fullmatch(buckets.public_url)
    if not address:
        sys.exit("Sprintbook does not start: S3_PUBLIC_URL is not a web address.")
    if buckets.public == buckets.private:
        sys.exit("Sprintbook does not start: the public and the private bucket are the same.")
    if not (find_spec("storages") and find_spec("boto3")):
        sys.exit("Sprintbook does not start: buckets need what requirements-s3.txt lists.")
    shared: dict[str, Any] = {
        # Unset, boto3 looks for it itself: in its own variables, its files, the machine's role.
        **{name: value or None for name, value in buckets.connection.items()},
        "default_acl": None,
        "file_overwrite": False,
        "querystring_auth": False,  # an address never carries a right to read
    }
    public: dict[str, Any] = {
        "bucket_name": buckets.public,
        "url_protocol": address["protocol"],
        "custom_domain": address["place"],
        "object_parameters": {"CacheControl": IMMUTABLE},
    }
    return {
        alias: {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": shared | options}
        for alias, options in {
            "public": public,
            "pending": {"bucket_name": buckets.private, "location": "pending"},
            "receipts": {"bucket_name": buckets.private, "location": "receipts"},
        }.items()
    }


def media_storages(buckets: Buckets) -> dict[str, dict[str, Any]]:
    """Folders, unless both buckets are named; one alone stops the start with one sentence."""
    if buckets.public and buckets.private:
        return in_buckets(buckets)
    if buckets.public or buckets.private:
        sys.exit("Sprintbook does not start: S3_PUBLIC_BUCKET and S3_PRIVATE_BUCKET go together.")
    return folders()
