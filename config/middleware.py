"""What is decided about a request before any page is."""

from collections.abc import Callable

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
