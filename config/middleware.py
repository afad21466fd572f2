"""What is decided about a request before any page is."""

from collections.abc import Callable

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest


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


class LoginRequired(LoginRequiredMiddleware):
    """Django's own, but a page that is open to everybody does not look up who asks."""

    def process_view(self, request, view_func, view_args, view_kwargs):
        if getattr(view_func, "login_required", True):
            return super().process_view(request, view_func, view_args, view_kwargs)
        return None
