"""Public pages that are made once and answered from what is kept, until something changes.

`cached_page` says of a view what its page depends on. `PageCache`, the first middleware, answers a
stranger with the page that is kept: one query, before sessions, the reader and the view.
"""

import datetime
import hashlib
import time
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from types import MappingProxyType
from typing import Any, TypeVar

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.functional import SimpleLazyObject

from events.versions import version

KEPT_SECONDS = 900
MAKING = ":making"
MAKING_SECONDS = 10  # after which a maker is taken for dead
WAIT_SECONDS, LOOK_SECONDS = 3.0, 0.02  # for somebody who makes the same page
PAGES = frozenset(map(str, range(1, 1000)))  # what `page` may ask for, for pages to be kept
SHAPES_PAGES = {".py", ".html", ".txt", ".css", ".js", ".svg"}
Value = TypeVar("Value")


def _code_revision() -> str:
    """A hash of all that shapes a page besides the data: the same on each machine of one release."""
    found = hashlib.sha256()
    for folder in ("config", "events", "people", "static", "templates"):
        for file in sorted((settings.BASE_DIR / folder).rglob("*.*")):
            if file.suffix in SHAPES_PAGES:
                found.update(file.read_bytes())
    found.update((settings.BASE_DIR / "requirements.lock").read_bytes())
    return found.hexdigest()


CODE_REVISION = SimpleLazyObject(_code_revision)


Moments = Callable[[int | None], Iterable[datetime.datetime]]


@dataclass(frozen=True)
class Validity:
    """How long something made from the database is true: until it changes, or a moment passes."""

    scope: int | None  # the sprint that it shows; None: several
    version: int
    until: datetime.datetime

    @classmethod
    def starting_now(cls, scope: int | None, next_moments: Moments) -> "Validity":
        """To be asked before making: what commits meanwhile has another version."""
        # In every time zone midnight is a full quarter of an hour in UTC.
        quarter = (timezone.now().timestamp() // KEPT_SECONDS + 1) * KEPT_SECONDS
        moments = [datetime.datetime.fromtimestamp(quarter, tz=datetime.UTC), *next_moments(scope)]
        return cls(scope, version(scope), min(moments))

    def holds(self) -> bool:
        return timezone.now() < self.until and version(self.scope) == self.version


@dataclass(frozen=True)
class CachedPage:
    """What a view says of its page."""

    scope: Callable[[Mapping[str, Any]], int | None]  # from the arguments of the view
    next_moments: Moments  # at which the clock alone changes the page
    parameters: Mapping[str, Container[str]]  # the query parameters it reads: the values to keep

    def narrow(self, request: HttpRequest) -> bool:
        """Leave only what the page reads in the request's query; whether that page may be kept."""
        known = {name: request.GET[name] for name in sorted(self.parameters) if name in request.GET}
        query = QueryDict(mutable=True)
        query.update(known)
        request.GET = query  # type: ignore[assignment]
        request.META["QUERY_STRING"] = query.urlencode()
        return all(value in self.parameters[name] for name, value in known.items())


def cached_page(
    *,
    scope: Callable[[Mapping[str, Any]], int | None] = lambda arguments: None,
    next_moments: Moments,
    parameters: Mapping[str, Container[str]] = MappingProxyType({}),
) -> Callable:
    """Keep a stranger's page of this view; see CachedPage. Nobody else's is kept."""

    def declare(view: Any) -> Any:
        view.cached_page = CachedPage(scope, next_moments, parameters)
        return view

    return declare


def _key(*of: object) -> str:
    return hashlib.sha256(repr((str(CODE_REVISION), *of)).encode()).hexdigest()


def kept_part(
    request: HttpRequest, shown: object, *, scope: int, next_moments: Moments, make: Callable
) -> str:
    """Part of a page for signed-in readers, made once for all who see the same in this view.

    `shown` is all that the part depends on beside the database and the clock, such as the keys of
    the rows that this reader may see. A stranger's page is kept as a whole.
    """
    if not is_personal(request):
        return make()
    view = request.resolver_match.view_name  # type: ignore[union-attr]
    return kept((view, shown), scope=scope, next_moments=next_moments, make=make)


def kept(
    name: object, *, scope: int, next_moments: Moments = lambda scope: (), make: Callable[[], Value]
) -> Value:
    """What `make` gives, made once until something of this sprint changes or a moment passes."""
    key = _key(name, scope)
    found = caches["pages"].get(key)
    if found is not None and found[0].holds():
        return found[1]
    validity = Validity.starting_now(scope, next_moments)
    value = make()
    caches["pages"].set(key, (validity, value), KEPT_SECONDS)
    return value


@dataclass(frozen=True)
class KeptPage:
    """A page as the last reader got it."""

    validity: Validity
    content: bytes
    headers: Mapping[str, str]

    def answer(self, request: HttpRequest) -> HttpResponse:
        response = HttpResponse(self.content, headers=self.headers)
        if settings.DEBUG:
            response["X-Page"] = "kept"
        return _or_304(request, response)


def _or_304(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The page, or 304 for a client that has it; the tag is strong (RFC 9110, 8.8.3)."""
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


def _kept_page(key: str) -> KeptPage | None:
    page = caches["pages"].get(key)
    return page if page is not None and page.validity.holds() else None


@dataclass(frozen=True)
class Making:
    """A page that this request makes, while others wait for it."""

    key: str
    validity: Validity
    may_be_kept: bool

    def keep(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Keep it with all headers, and answer with what is kept."""
        patch_cache_control(response, public=True, no_cache=True)
        patch_vary_headers(response, ["Cookie"])
        response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        if self.may_be_kept and not response.cookies:
            page = KeptPage(self.validity, response.content, dict(response.items()))
            caches["pages"].set(self.key, page, KEPT_SECONDS)
        return _or_304(request, response)


def is_personal(request: HttpRequest) -> bool:
    """Whether the answer may depend on who asks; read off the cookies alone."""
    personal = {settings.SESSION_COOKIE_NAME, "messages"}
    return request.method not in ("GET", "HEAD") or not personal.isdisjoint(request.COOKIES)


def _address(request: HttpRequest) -> str:
    """The key of a page: all of the address that a page may depend on."""
    return _key(request.scheme, request.get_host(), request.get_full_path())


def _page_of(request: HttpRequest) -> CachedPage | None:
    found = request.resolver_match
    return getattr(found.func, "cached_page", None) if found else None


def _wait_for_turn(key: str) -> KeptPage | None:
    """The page that somebody else has made meanwhile; None if it is this request's to make."""
    last = time.monotonic() + WAIT_SECONDS
    while not _begins(key) and time.monotonic() < last:
        time.sleep(LOOK_SECONDS)
        page = _kept_page(key)
        if page:
            return page
    return None


def _begins(key: str) -> bool:
    """Whether nobody makes this page at this moment; from now on this request does."""
    return caches["pages"].add(key + MAKING, True, MAKING_SECONDS)


class PageCache:
    """The first middleware: answers strangers with kept pages, and keeps those that are made."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_personal(request):
            return self._personal(request)
        page = None if request.META.get("QUERY_STRING") else _kept_page(_address(request))
        return page.answer(request) if page else self._public(request)

    def _personal(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if _page_of(request) is not None:
            patch_cache_control(response, private=True, no_cache=True)
            patch_vary_headers(response, ["Cookie"])
        elif "Cache-Control" not in response:
            patch_cache_control(response, private=True, no_store=True)
        return response

    def _public(self, request: HttpRequest) -> HttpResponse:
        try:
            response = self.get_response(request)
            making = getattr(request, "making", None)
            if making is None or response.status_code != HTTPStatus.OK:
                return response
            return making.keep(request, response)
        finally:
            if hasattr(request, "making"):
                caches["pages"].delete(request.making.key + MAKING)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Mapping[str, Any]
    ) -> HttpResponse | None:
        """The address is known to be a page: answer with it, wait for it, or let the view make it."""
        page: CachedPage | None = getattr(view, "cached_page", None)
        if page is None or is_personal(request):
            return None
        asked_with_query = bool(request.META.get("QUERY_STRING"))
        may_be_kept = page.narrow(request)
        key = _address(request)
        found = (_kept_page(key) if asked_with_query else None) or _wait_for_turn(key)
        if found:
            return found.answer(request)
        validity = Validity.starting_now(page.scope(kwargs), page.next_moments)
        request.making = Making(key, validity, may_be_kept)  # type: ignore[attr-defined]
        return None
