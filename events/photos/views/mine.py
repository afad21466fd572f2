"""What is your own: photos, names on others' photos, and the portrait."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.lifecycle import Refused, refusal_as_message
from events.photos import display, images, rules, workflow
from events.photos.forms import PictureForm, TagForm
from events.photos.models import Photo, PhotoTag, Portrait
from events.photos.views.gallery import visible_photo
from events.sprints.views import visible_sprint

A_PAGE = 60


@never_cache
@require_safe
def mine(request, slug):
    """What became of your photos, where you are named, and what you asked to remove."""
    sprint = visible_sprint(request, slug)
    photos = Paginator(display.own_photos(request.user, sprint), A_PAGE)
    names = Paginator(display.own_names(request.user, sprint), A_PAGE)
    photos_page = photos.get_page(request.GET.get("page"))
    names_page = names.get_page(request.GET.get("names"))
    waiting, agreed = display.waiting_and_agreed(sprint, names_page)
    context = {
        "sprint": sprint,
        "photos_page": photos_page,
        "names_page": names_page,
        "groups": display.own_groups(sprint, photos_page),
        "waiting": waiting,
        "agreed": agreed,
        "may_agree": not (waiting and rules.refusal_to_tag(request.user, sprint, by=request.user)),
        "has_chosen": sprint.registrations.filter(person=request.user).exists(),
        "is_named": rules.may_be_named(request.user, sprint),
        "requests": display.own_requests(request.user, sprint),
        "refusal_to_send": rules.refusal_to_send(request.user, sprint),
    }
    return render(request, "events/photos/mine.html", context)


@require_POST
def tag(request, slug, uuid):
    """Name somebody, or yourself; `person` is the key of the person."""
    photo = visible_photo(request, slug, uuid)
    form = TagForm(request.POST, photo=photo, by=request.user)
    if form.is_valid():
        with refusal_as_message(request):
            tag = workflow.tag(photo, form.cleaned_data["person"], by=request.user)
            messages.success(request, display.named_in_words(tag, by=request.user))
    else:
        messages.error(request, " ".join(map(str, form.errors["person"])))
    return _back(request, photo)


@require_POST
def untag(request, slug, uuid, pk):
    photo = visible_photo(request, slug, uuid)
    tag = rules.tags_visible_to(request.user, photo).filter(pk=pk).first()
    return _answer(request, photo, workflow.untag, tag, "The name is taken off.")


@require_POST
def agree(request, slug, uuid, pk):
    photo = visible_photo(request, slug, uuid)
    tag = photo.tags.filter(pk=pk, person=request.user).first()
    return _answer(request, photo, workflow.agree, tag, "Thank you. You are on this photo.")


def _answer(request, photo: Photo, action, tag: PhotoTag | None, done: str):
    if tag is None:
        messages.info(request, "This name has been taken off already.")
    else:
        with refusal_as_message(request):
            action(tag, by=request.user)
            messages.success(request, done)
    return _back(request, photo)


def _back(request, photo: Photo):
    """To the page with the form, by its name: no address that comes from outside is followed."""
    asked = request.POST.get("back")
    if asked == "mine":
        return redirect("photos:mine", photo.sprint.slug)
    if asked == "edit" and rules.may_describe(request.user, photo):
        return redirect("photos:edit", photo.sprint.slug, photo.uuid)
    return redirect(photo)


@require_http_methods(["GET", "HEAD", "POST"])
def portrait(request):
    form, status, headers = PictureForm(), 200, {}
    if request.method == "POST":
        form = PictureForm(request.POST, request.FILES)
    if form.is_valid():
        try:  # not `refusal_in`: one of the refusals has a status of its own
            workflow.send_portrait(request.user, form.cleaned_data["picture"])
        except Refused as refusal:
            form.add_error("picture", str(refusal))
            if isinstance(refusal, workflow.TooMany):
                status, headers = 429, {"Retry-After": str(refusal.seconds)}
        else:
            messages.success(request, "Your picture has arrived.")
            return redirect("photos:portrait")
    row = Portrait.objects.filter(person=request.user).first()
    context = {
        "form": form,
        "portrait": row,
        "picture": display.picture_of(row),
        "most_megabytes": settings.PHOTOS["most_bytes"] // 1024**2,
        "shortest_side": images.PORTRAIT.shortest_side,
    }
    response = render(request, "events/photos/portrait.html", context, status=status)
    for header, value in headers.items():
        response[header] = value
    return response


@require_POST
def remove_portrait(request):
    with refusal_as_message(request):
        workflow.remove_portrait(request.user)
        messages.success(request, "Your picture is gone.")
    return redirect("photos:portrait")
