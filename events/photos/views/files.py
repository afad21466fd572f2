"""Stored pictures as answers: public ones to everybody, private ones to whom the caller lets in."""

import re
from pathlib import Path, PurePosixPath

from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import FileSystemStorage, storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, HttpResponseNotFound
from django.views.decorators.http import require_safe
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import NotARegularFileError, StaticFile

CONTENT_TYPES = {".jpg": "image/jpeg", ".webp": "image/webp"}  # what we write, and nothing else
# No character of a name leads out of the folder, and no part is longer than a file system bears.
NAME = re.compile(r"([\w-]{1,100}/){0,4}[\w-]{1,100}(\.jpg|\.webp)", re.ASCII)
# A picture stays a picture, whatever a browser thinks to find in it.
INERT = {
    "Content-Disposition": "inline",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}


@login_not_required
@require_safe
def public_file(request, name):
    """A picture out of the public folder; one in a bucket has its address there."""
    response = _served(request, name)
    if response is None:
        response = HttpResponseNotFound("There is no such picture.\n", content_type="text/plain")
        response["Cache-Control"] = "no-store"  # it may be published in a minute
    response["Cross-Origin-Resource-Policy"] = "cross-origin"  # a report may show it elsewhere
    return _inert(response)


def _served(request: HttpRequest, name: str) -> HttpResponseBase | None:
    """The answer of the library that serves static files, with its ranges and conditions."""
    storage = storages["public"]
    if not (isinstance(storage, FileSystemStorage) and NAME.fullmatch(name)):
        return None
    folder = Path(storage.location).resolve()
    path = (folder / name).resolve()
    if not path.is_relative_to(folder):  # a link that leads out
        return None
    headers = {
        "Content-Type": CONTENT_TYPES[PurePosixPath(name).suffix],
        "Cache-Control": "public, max-age=31536000, immutable",
    }
    try:
        return WhiteNoiseMiddleware.serve(StaticFile(path, list(headers.items())), request)
    except (FileNotFoundError, NotADirectoryError, NotARegularFileError):
        return None


def private_file(alias: str, name: str) -> FileResponse:
    """A picture out of a private storage, whatever backend it has; raises Http404 if it is not there.

    Whoever calls this has asked before whether the person may see it.
    """
    content_type = CONTENT_TYPES.get(PurePosixPath(name).suffix)
    if content_type is None:
        raise Http404
    try:
        file = storages[alias].open(name)
    except FileNotFoundError as missing:
        raise Http404 from missing
    response = FileResponse(file, content_type=content_type)
    response["Cache-Control"] = "private, no-store"
    return _inert(response)


def _inert(response):
    """This with its own policy; a 304, too, for its headers replace those that a browser has kept."""
    for header, value in INERT.items():
        response[header] = value
    return response
