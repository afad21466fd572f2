"""Public pages that are made once and answered from what is kept until something changes.

The validator comes from the database in two queries, before session and user are looked at.
"""

import functools
import hashlib
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers

from people.revisions import site_revision

KEPT_SECONDS = 900
SHAPES_PAGES = {".py", ".html", ".txt", ".css", ".js", ".svg"}
ANSWERED = (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED)


@functools.cache
def code_revision() -> str:
    """A hash of all that shapes a page besides the data: the same on each machine of one release."""
    found = hashlib.sha256()
    for folder in ("config", "events", "people", "static", "templates"):
        for file in sorted((settings.BASE_DIR / folder).rglob("*.*")):
            if file.suffix in SHAPES_PAGES:
                found.update(file.read_bytes())
    found.update((settings.BASE_DIR / "requirements.lock").read_bytes())
    return found.hexdigest()


def validator(moments_passed: Callable[[], str]) -> str:
    """A strong entity tag (RFC 9110, 8.8.3) for whatever the public may read at this moment."""
    parts = (code_revision(), site_revision(), moments_passed())
    return f'"{hashlib.sha256("|".join(parts).encode()).hexdigest()[:32]}"'


def is_personal(request: HttpRequest) -> bool:
    """Whether the answer may depend on who asks; read off the cookies alone."""
    personal = {settings.SESSION_COOKIE_NAME, "messages"}
    return request.method not in ("GET", "HEAD") or not personal.isdisjoint(request.COOKIES)


def cached_page(moments_passed: Callable[[], str]) -> Callable:
    """Answer a stranger's request for a public page with 304 or with the page that is kept."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @functools.wraps(view)
        def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if is_personal(request):
                response = view(request, *args, **kwargs)
                patch_cache_control(response, private=True, no_cache=True)
            else:
                etag = validator(moments_passed)
                response = _unchanged(request, etag) or _page(view, request, etag, args, kwargs)
                if response.status_code in ANSWERED:
                    response["ETag"] = etag
                patch_cache_control(response, public=True, no_cache=True)
            patch_vary_headers(response, ["Cookie"])
            return response

        return answer

    return decorate


def _unchanged(request: HttpRequest, etag: str) -> HttpResponse | None:
    """304 for a client that has this version. "*" asks for any page, and there may be none."""
    if request.headers.get("If-None-Match") == "*":
        return None
    return get_conditional_response(request, etag=etag)


def _page(view, request, etag, args, kwargs) -> HttpResponse:
    address = hashlib.sha256(request.build_absolute_uri().encode()).hexdigest()
    key = f"kept:{etag[1:-1]}:{address}"
    found = caches["pages"].get(key)
    if found is not None:
        content, content_type = found
        response = HttpResponse(content, content_type=content_type)
    else:
        response = view(request, *args, **kwargs)
        # Few pages depend on a query (?tz=); strangers must not fill the cache with invented ones.
        if response.status_code != HTTPStatus.OK or request.META.get("QUERY_STRING"):
            return response
        caches["pages"].set(key, (response.content, response["Content-Type"]), KEPT_SECONDS)
    return response
