"""What is decided about a request before any page is."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import render

from events.sprints.views import asks_for_json

MEGABYTE = 1024**2
LARGEST_BODY = 25 * MEGABYTE  # a photo and the form around it


def refuse_null_characters(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answer 400 to a NUL character in an address or a cookie: PostgreSQL cannot store or compare one.

    Forms refuse NUL in their fields with a sentence of their own.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        address = "\0" in request.path or "%00" in request.META.get("QUERY_STRING", "")
        if address or any("\0" in value for value in request.COOKIES.values()):
            return HttpResponseBadRequest("The request contains a NUL character.", "text/plain")
        return get_response(request)

    return middleware


class LargestBody:
    """Answer 413 to more than a form can hold, before it is read; `largest_body` of a view is its own.

    Without a length nothing is read: WSGI has no other way to tell where a body ends.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        most = getattr(view, "largest_body", LARGEST_BODY)
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) <= most:
            return None
        sentence = (
            f"That is too much at once: {most // MEGABYTE} MB are the most that this page takes."
        )
        if asks_for_json(request):
            return JsonResponse({"message": sentence}, status=413)
        return render(request, "413.html", {"sentence": sentence}, status=413)


class LoginRequired(LoginRequiredMiddleware):
    """Django's own, but a page that is open to everybody does not look up who asks."""

    def process_view(self, request, view_func, view_args, view_kwargs):
        if getattr(view_func, "login_required", True):
            return super().process_view(request, view_func, view_args, view_kwargs)
        return None
