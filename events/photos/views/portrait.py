"""The own portrait."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from events.lifecycle import Refused
from events.photos import images, workflow
from events.photos.display import picture_of
from events.photos.forms import PictureForm
from events.photos.models import Portrait


@require_http_methods(["GET", "HEAD", "POST"])
def portrait(request):
    form, waits = PictureForm(), None
    if request.method == "POST":
        form = PictureForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                workflow.send_portrait(request.user, form.cleaned_data["picture"])
            except Refused as refusal:
                form.add_error("picture", str(refusal))
                waits = refusal if isinstance(refusal, workflow.TooMany) else None
            else:
                messages.success(request, "Your picture has arrived.")
                return redirect("photos:portrait")
    mine = Portrait.objects.filter(person=request.user).first()
    context = {
        "form": form,
        "portrait": mine,
        "picture": picture_of(mine),
        "most_megabytes": settings.PHOTOS["most_bytes"] // 1024**2,
        "shortest_side": images.PORTRAIT.shortest_side,
    }
    response = render(request, "events/photos/portrait.html", context)
    if waits:
        response.status_code, response["Retry-After"] = 429, str(waits.seconds)
    return response


@require_POST
def remove_portrait(request):
    try:
        workflow.remove_portrait(request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Your picture is gone.")
    return redirect("photos:portrait")
