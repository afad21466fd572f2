"""To publish several photos as they were looked at."""

import re

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse

from events.admin_actions import ActionsAdmin
from events.photos import display, workflow
from events.photos.models import Photo

MOST = 30  # on one page to look at; publishing copies the files of each within the request
SEEN = re.compile(r"(\d{1,18})-(\d{1,18})", re.ASCII)  # the photo's key and its revision


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
        pending = list(rows.filter(state=Photo.State.PENDING)[:MOST])
        context = {
            **self.admin_site.each_context(request),
            "title": "Publish photos",
            "rows": display.reviewed(pending),
            "others": list(rows.exclude(state=Photo.State.PENDING)[:MOST]),
            "later": max(0, rows.filter(state=Photo.State.PENDING).count() - MOST),
            "opts": self.opts,
            "back_url": reverse("admin:events_photo_changelist"),
        }
        return render(request, "admin/photos_publish.html", context)

    def _publish(self, request):
        seen = self._seen(request)
        if not seen:
            messages.error(request, "Choose at least one photo.")
            return redirect("admin:events_photo_changelist")
        done, refused = workflow.publish_several(seen, by=request.user)
        if done:
            number = f"{len(done)} photos are" if len(done) > 1 else f"“{done[0]}” is"
            messages.success(request, f"{number} published.")
        for photo, why in refused:
            messages.error(request, f"“{photo}”: {why}")
        return redirect("admin:events_photo_changelist")

    def _seen(self, request) -> list[tuple[Photo, int]]:
        """Each photo with the revision that the page showed; 404 for another sprint's."""
        found = [SEEN.fullmatch(text) for text in request.POST.getlist("seen")]
        if not all(found):
            raise SuspiciousOperation("A photo was named that is no photo.")
        revisions = {int(one[1]): int(one[2]) for one in found if one}
        rows = self.get_queryset(request).select_related("sprint").in_bulk(list(revisions))
        if rows.keys() != revisions.keys():
            raise Http404
        return [(rows[pk], revision) for pk, revision in sorted(revisions.items())]
