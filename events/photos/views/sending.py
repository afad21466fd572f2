"""To send photos, all in one form or one by one, and to follow how they are prepared."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect, render
from django.utils.html import format_html, format_html_join
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from events.lifecycle import Refused
from events.photos import rules, workflow
from events.photos.forms import AddForm
from events.photos.models import Photo
from events.sprints.views import asks_for_json, visible_sprint

UNREADABLE = (MultiPartParserError, RequestDataTooBig, TooManyFieldsSent, UnreadablePostError)
NOT_WHOLE = "The photos did not arrive whole. Please send them again."
LACKS_DETAILS = (Photo.State.PROCESSING, Photo.State.NEEDS_DETAILS)


def takes_all_at_once(view: Any) -> Any:
    """Other pages refuse a body of this size (config.middleware.LargestBody)."""
    limits = settings.PHOTOS
    view.largest_body = (limits["files_at_once"] + 1) * limits["most_bytes"]
    return view


@takes_all_at_once
@csrf_exempt  # _add checks the token; a request that cannot be read for it is answered here
@require_http_methods(["GET", "HEAD", "POST"])
def add(request, slug):
    try:
        return _add(request, slug)
    except TooManyFilesSent:
        at_once = settings.PHOTOS["files_at_once"]
        sentence = f"That was too many files at once. Please choose up to {at_once}."
    except UNREADABLE:
        sentence = NOT_WHOLE
    return _sentence(request, visible_sprint(request, slug), sentence, status=400)


@csrf_protect
def _add(request, slug):
    sprint = visible_sprint(request, slug)
    if sentence := rules.refusal_to_send(request.user, sprint):
        status = 403 if request.method == "POST" else 200
        return _sentence(request, sprint, sentence, status=status, form=None)
    if request.method != "POST":
        return _page(request, sprint, form=AddForm())
    form = AddForm(request.POST, request.FILES)
    if asks_for_json(request):
        return _send_one(request, sprint, form)
    if not form.is_valid():
        return _page(request, sprint, form=form)
    return _send_several(request, sprint, form)


def _page(request, sprint, *, status=200, **context):
    context |= {
        "sprint": sprint,
        "limits": settings.PHOTOS,
        "most_megabytes": settings.PHOTOS["most_bytes"] // 1024**2,
        "first_day": rules.first_day(sprint),
        "last_day": rules.last_day(sprint),
    }
    return render(request, "events/photos/add.html", context, status=status)


def _sentence(request, sprint, sentence, *, status, **context):
    """One sentence instead of photos: in the page, or to the script."""
    if asks_for_json(request):
        return JsonResponse({"message": sentence}, status=status)
    context = {"form": AddForm(), "refusal": sentence, **context}
    return _page(request, sprint, status=status, **context)


def _send_several(request, sprint, form):
    sent = workflow.send_several(sprint, form.taken(), by=request.user)
    if sent.too_many and not (sent.added or sent.here or sent.refused):
        response = _sentence(request, sprint, str(sent.too_many), status=429)
        response["Retry-After"] = str(sent.too_many.seconds)
        return response
    if sent.added or sent.here:
        messages.success(request, _summary(request, sent))
    name_refused(request, sent, form.left())
    # A second click finds all of them here already, and leads to the same page.
    own = [photo for _, photo in sent.here if photo.uploaded_by_id == request.user.pk]
    is_next = sent.added or any(photo.state in LACKS_DETAILS for photo in own)
    return redirect("photos:describe" if is_next else "photos:add", sprint.slug)


def name_refused(request, sent: workflow.Sent, left: list[str]) -> None:
    """Each file that was not taken, by its name; `left` are those beyond the most at once."""
    for name, sentence in sent.refused:
        messages.warning(request, f"{name}: {sentence}")
    if sent.too_many:
        messages.warning(request, f"{sent.too_many} Not sent: {', '.join(sent.unsent)}.")
    if left:
        most = settings.PHOTOS["files_at_once"]
        messages.warning(
            request, f"{most} files are the most at once. Please send these now: {', '.join(left)}."
        )


def _summary(request, sent: workflow.Sent):
    added = f"{len(sent.added)} added"
    if not sent.here:
        return f"{added}."
    pages = _pages(request, [photo for _, photo in sent.here])
    links = [
        format_html('<a href="{}">{}</a>', pages[photo.pk], name) if photo.pk in pages else name
        for name, photo in sent.here
    ]
    names = format_html_join(", ", "{}", ((link,) for link in links))
    were = "was" if len(sent.here) == 1 else "were"
    return format_html("{}, {} {} already here: {}.", added, len(sent.here), were, names)


def _pages(request, photos) -> dict[int, str]:
    """The pages of those photos that this person may see, by key."""
    rows = Photo.objects.visible_to(request.user).filter(pk__in=[photo.pk for photo in photos])
    return {photo.pk: photo.get_absolute_url() for photo in rows.select_related("sprint")}


def _send_one(request, sprint, form):
    """One file, for a script that sends each by itself and says what became of it."""
    if not form.is_valid() or form.left() or len(form.taken()) > 1:
        errors = form.errors.get("photos") or ["Please send one file at a time."]
        return JsonResponse({"message": errors[0]}, status=422)
    (content,) = form.taken()
    try:
        photo = workflow.send(sprint, content, by=request.user, name=content.name)
    except Refused as refusal:
        return _refused(request, refusal, content.size)
    return JsonResponse(_state(photo), status=201)


def _refused(request, refusal: Refused, size: int) -> JsonResponse:
    answer: dict[str, object] = {"message": str(refusal)}
    status, headers = 413 if size > settings.PHOTOS["most_bytes"] else 422, {}
    if isinstance(refusal, workflow.TooMany):
        answer["seconds"] = refusal.seconds
        status, headers = 429, {"Retry-After": str(refusal.seconds)}
    elif isinstance(refusal, workflow.AlreadyHere):
        answer["page"] = _pages(request, [refusal.photo]).get(refusal.photo.pk, "")
        status = 409
    return JsonResponse(answer, status=status, headers=headers)


@never_cache
@require_safe
def progress(request, slug):
    """How far those of the own photos are that the address asks for."""
    sprint = visible_sprint(request, slug)
    asked_for = set(request.GET.getlist("photo"))
    own = Photo.objects.of(request.user).filter(sprint=sprint).order_by("pk")
    photos = [_state(photo) for photo in own if str(photo.uuid) in asked_for]
    return JsonResponse({"photos": photos})


def _state(photo: Photo) -> dict[str, object]:
    without = {Photo.State.PROCESSING: "Being prepared", Photo.State.FAILED: photo.reason}
    return {
        "photo": str(photo.uuid),
        "state": photo.state,
        "message": "Added" if photo.has_pictures else without[Photo.State(photo.state)],
        "had_location": photo.had_location,
    }
