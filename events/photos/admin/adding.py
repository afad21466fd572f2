"""To send photos from the back office, through the same door as everybody's."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render

from events.photos import workflow
from events.photos.admin.forms import AddPhotosForm
from events.sprints.admin import Scoped
from events.sprints.models import Sprint


class AddPage(Scoped):
    """Mixin: instead of a form for one row, a sprint and up to twenty files."""

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        sprints = Sprint.objects.filter(pk__in=self.own_ids(request)).order_by("-starts_on", "pk")
        posted = (request.POST, request.FILES) if request.method == "POST" else ()
        form = AddPhotosForm(
            *posted, sprints=sprints, initial={"sprint": request.GET.get("sprint")}
        )
        if form.is_valid():
            sprint = form.cleaned_data["sprint"]
            sent = workflow.send_several(sprint, form.taken(), by=request.user)
            tell(request, sent, form.left())
            if sent.added:
                return redirect("admin:events_photo_changelist")
        context = {
            **self.admin_site.each_context(request),
            "title": "Add photos",
            "form": form,
            "limits": settings.PHOTOS,
            "most_megabytes": settings.PHOTOS["most_bytes"] // 1024**2,
            "opts": self.opts,
        }
        return render(request, "admin/photos_add.html", context)


def tell(request, sent: workflow.Sent, left: list[str]) -> None:
    """What became of each file, by its name where it was not taken."""
    if number := len(sent.added):
        is_one = number == 1
        messages.success(
            request,
            f"{number} {'photo is' if is_one else 'photos are'} taken and being prepared. "
            f"{'It' if is_one else 'Each'} is described here next; what cannot be read says why.",
        )
    for name, photo in sent.here:
        messages.warning(request, f"{name}: this photo is here already, as “{photo}”.")
    for name, sentence in sent.refused:
        messages.error(request, f"{name}: {sentence}")
    if sent.too_many:
        messages.warning(request, f"{sent.too_many} Not sent: {', '.join(sent.unsent)}.")
    if left:
        most = settings.PHOTOS["files_at_once"]
        messages.warning(
            request, f"{most} files are the most at once. Please send these now: {', '.join(left)}."
        )
