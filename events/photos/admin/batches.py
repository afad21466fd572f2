"""Several photos at once in the back office: to send them, and to publish them as looked at."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path

from events.admin_actions import ActionsAdmin
from events.admin_base import admin_page
from events.photos import display, workflow
from events.photos.forms import AddForm
from events.photos.models import Photo
from events.photos.views.sending import name_refused
from events.sprints.admin import Scoped
from events.sprints.models import Sprint

LIST = "admin:events_photo_changelist"
MOST = 30  # on one page to look at; publishing copies the files of each within the request
SEEN = re.compile(r"(\d{1,18})-(\d{1,18})", re.ASCII)  # the photo's key and its revision


class AddPhotosForm(AddForm):
    """Files for one of the sprints whose photos the person moderates."""

    sprint = forms.ModelChoiceField(Sprint.objects.none())
    field_order = ("sprint", "photos")


class AddPage(Scoped):
    """Mixin: instead of a form for one row, a sprint and up to twenty files."""

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
        form = AddPhotosForm(data, files, initial={"sprint": request.GET.get("sprint")})
        field: Any = form.fields["sprint"]
        sprints = Sprint.objects.filter(pk__in=self.own_ids(request))
        field.queryset = sprints.order_by("-starts_on", "pk")
        if form.is_valid():
            sent = workflow.send_several(form.cleaned_data["sprint"], form.taken(), by=request.user)
            name_sent(request, sent)
            name_refused(request, sent, form.left())
            if sent.added:
                return redirect(LIST)
        return admin_page(
            request,
            "admin/photos_add.html",
            "Add photos",
            form=form,
            limits=settings.PHOTOS,
            most_megabytes=settings.PHOTOS["most_bytes"] // 1024**2,
            opts=self.opts,
        )


def name_sent(request, sent: workflow.Sent) -> None:
    if number := len(sent.added):
        is_one = number == 1
        messages.success(
            request,
            f"{number} {'photo is' if is_one else 'photos are'} taken and being prepared. "
            f"{'It' if is_one else 'Each'} is described here next; what cannot be read says why.",
        )
    for name, photo in sent.here:
        messages.warning(request, f"{name}: this photo is here already, as “{photo}”.")


class PublishPage(ActionsAdmin):
    """Mixin: a page that shows photos large enough to judge, and publishes them as they were shown."""

    def get_urls(self):
        publish = self.admin_site.admin_view(self.publish)
        return [path("publish/", publish, name="events_photo_publish"), *super().get_urls()]

    @admin.action(description="Look at them, then publish")
    def publish_chosen(self, request, queryset):
        return self._page(request, queryset)

    def publish(self, request):
        """A GET shows the photos that its address names; a POST publishes those that were seen."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self._publish(request)
        keys = [key for key in request.GET.getlist("photo") if SEEN.fullmatch(f"{key}-0")]
        return self._page(request, self.get_queryset(request).filter(pk__in=keys))

    def _page(self, request, photos: QuerySet[Photo]):
        """Only what waits for the team; what else was chosen is named."""
        rows = photos.select_related("sprint", "uploaded_by").order_by("created_at", "pk")
        pending = rows.filter(state=Photo.State.PENDING)
        return admin_page(
            request,
            "admin/photos_publish.html",
            "Publish photos",
            rows=display.reviewed(list(pending[:MOST])),
            others=list(rows.exclude(state=Photo.State.PENDING)[:MOST]),
            later=max(0, pending.count() - MOST),
            opts=self.opts,
        )

    def _publish(self, request):
        seen = self._seen(request)
        if not seen:
            messages.error(request, "Choose at least one photo.")
            return redirect(LIST)
        done, refused = workflow.publish_several(seen, by=request.user)
        if done:
            number = f"{len(done)} photos are" if len(done) > 1 else f"“{done[0]}” is"
            messages.success(request, f"{number} published.")
        for photo, why in refused:
            messages.error(request, f"“{photo}”: {why}")
        return redirect(LIST)

    def _seen(self, request) -> list[tuple[Photo, int]]:
        """Each photo with the revision that the page showed; 404 for another sprint's."""
        pairs = [SEEN.fullmatch(text) for text in request.POST.getlist("seen")]
        if not all(pairs):
            raise SuspiciousOperation("A photo was named that is no photo.")
        revisions = {int(pair[1]): int(pair[2]) for pair in pairs if pair}
        rows = self.get_queryset(request).select_related("sprint").in_bulk(list(revisions))
        if rows.keys() != revisions.keys():
            raise Http404
        return [(rows[pk], revision) for pk, revision in sorted(revisions.items())]
