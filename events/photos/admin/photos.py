"""The back office of photos: what was sent, how it is described, and what the team does with it."""

from typing import ClassVar

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from events.admin_actions import Action
from events.photos import display, workflow
from events.photos.admin.adding import AddPage
from events.photos.admin.forms import PhotoForm
from events.photos.admin.publishing import PublishPage
from events.photos.models import MODERATORS, Photo

State = Photo.State
WITHOUT_FILES = (State.PROCESSING, State.FAILED, State.REMOVED)
DETAILS = (
    "alt_text",
    "caption",
    "credit",
    "licence",
    "people_recognizable",
    "focus_x",
    "focus_y",
    "position",
)
OF_ONE_PHOTO = {"action_set_cover", "action_take_cover_away"}


# Publishing has a page of its own, since it wants to know what was seen.
STEPS = tuple(
    Action(
        verb.name,
        verb.label,
        verb.states,
        getattr(workflow, verb.name),
        verb.explanation,
        needs_reason=verb.asks_why,
        when=verb.when,
    )
    for verb in display.VERBS
    if verb.name != "publish"
)


@admin.register(Photo)
class PhotoAdmin(AddPage, PublishPage):
    roles: ClassVar[tuple[str, ...]] = MODERATORS
    form = PhotoForm
    list_display = (
        "thumbnail",
        "title",
        "state",
        "sprint",
        "uploaded_by",
        "created_at",
    )
    list_display_links = ("title",)
    list_filter = ("state", ("sprint", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("sprint", "uploaded_by")
    list_per_page = 50
    search_fields = ("alt_text", "caption", "credit", "uploaded_by__name")
    ordering = ("-created_at", "-pk")
    actions = ("publish_chosen",)
    record_actions = STEPS
    fieldsets = (
        (None, {"fields": ("picture", "state", "reason", *DETAILS[:5], "people")}),
        ("How it is shown", {"fields": ("focus_x", "focus_y", "position", "is_cover")}),
        (
            "The file",
            {
                "fields": (
                    "sprint",
                    "uploaded_by",
                    "created_at",
                    "taken_at",
                    "width",
                    "height",
                    "bytes",
                    "had_location",
                    "sha256",
                )
            },
        ),
    )

    @admin.display(description="photo")
    def thumbnail(self, photo):
        return _image(photo, "8rem", "thumbnail")

    @admin.display(description="photo")
    def picture(self, photo):
        return _image(photo, "40rem", "picture")

    @admin.display(description="described as", ordering="alt_text")
    def title(self, photo):
        return str(photo)

    @admin.display(description="named on it")
    def people(self, photo):
        (row,) = display.reviewed([photo])
        lines = ((one.name, one.sentence) for one in row.people)
        return format_html_join(mark_safe("<br>"), "{}: {}", lines) or "Nobody"

    def get_readonly_fields(self, request, obj=None):
        """What was taken down, failed or is being prepared is described by nobody."""
        shown = tuple(flatten_fieldsets(self.fieldsets))
        closed = obj is None or obj.state in WITHOUT_FILES
        return shown if closed else tuple(name for name in shown if name not in DETAILS)

    def has_delete_permission(self, request, obj=None):
        """It is taken down instead, which deletes the files and keeps what happened."""
        return False

    def get_actions(self, request):
        """One photo is the cover, never several."""
        actions = super().get_actions(request)
        return {name: one for name, one in actions.items() if name not in OF_ONE_PHOTO}

    def action_links(self, record):
        links = super().action_links(record)
        if record.state != State.PENDING:
            return links
        url = f"{reverse('admin:events_photo_publish')}?photo={record.pk}"
        return [{"label": "Publish", "is_grave": False, "url": url}, *links]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        record = self.get_object(request, object_id)
        may_save = record is None or record.state not in WITHOUT_FILES
        buttons = {
            "show_save": may_save,
            "show_save_and_continue": may_save,
            "show_save_and_add_another": False,
        }
        return super().change_view(request, object_id, form_url, buttons)

    def save_model(self, request, obj, form, change):
        """Only what was changed; the row is held since the form was read, so nothing is refused."""
        typed, before = form.cleaned_data, form.initial
        details = {name: typed[name] for name in before if typed[name] != before[name]}
        if details:
            workflow.describe(obj, by=request.user, **details)


def _image(photo: Photo, width: str, look: str):
    """The picture for whoever may see it: what is not public has its address behind a check."""
    if photo.state in WITHOUT_FILES:
        return "–"
    shown = display.shown(photo)
    return format_html(
        '<a href="{}"><img class="{}" src="{}" srcset="{}" sizes="{}" width="{}" height="{}"'
        ' loading="lazy" alt="{}"></a>',
        shown.full,
        look,
        shown.src,
        shown.srcset,
        width,
        photo.width,
        photo.height,
        photo,
    )
