"""The back office of photos, of requests to take them down, and of files that were not taken."""

from typing import ClassVar

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db.models import Case, When
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from events.admin_actions import Action, ReadOnlyWithActions
from events.admin_base import GuardedAdmin, NothingToAdd
from events.photos import display, rules, workflow
from events.photos.admin.batches import AddPage, PublishPage
from events.photos.forms import DetailsForm
from events.photos.models import MODERATORS, BlockedHash, Photo, RemovalRequest, UploadRefusal
from events.sprints.admin import Scoped

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
OF_THE_FILE = (
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
OF_ONE_PHOTO = {"action_set_cover", "action_take_cover_away"}


# Publishing has a page of its own, which knows which version was looked at.
RECORD_ACTIONS = tuple(
    Action(
        action.name,
        action.label,
        action.states,
        getattr(workflow, action.name),
        action.explanation,
        needs_reason=action.needs_reason,
        when=action.when,
    )
    for action in display.ACTIONS
    if action.name != "publish"
)


class PhotoForm(DetailsForm):
    """All details, and none of them missing."""

    class Meta(DetailsForm.Meta):
        fields = ()  # the back office names them
        widgets = {
            "alt_text": AdminTextareaWidget(attrs={"rows": 2}),
            "caption": AdminTextareaWidget(attrs={"rows": 2}),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.require_details()


@admin.register(Photo)
class PhotoAdmin(AddPage, PublishPage):
    roles: ClassVar[tuple[str, ...]] = MODERATORS
    form = PhotoForm
    list_display = ("thumbnail", "title", "state", "sprint", "uploaded_by", "created_at")
    list_display_links = ("title",)
    list_filter = ("state", ("sprint", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("sprint", "uploaded_by")
    list_per_page = 50
    search_fields = ("alt_text", "caption", "credit", "uploaded_by__name")
    ordering = ("-created_at", "-pk")
    actions = ("publish_chosen",)
    record_actions = RECORD_ACTIONS
    fieldsets = (
        (None, {"fields": ("picture", "state", "reason", *DETAILS[:5], "people")}),
        ("How it is shown", {"fields": (*DETAILS[5:], "is_cover")}),
        ("The file", {"fields": OF_THE_FILE}),
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
        people = ((person.name, person.sentence) for person in row.people)
        return format_html_join(mark_safe("<br>"), "{}: {}", people) or "Nobody"

    def get_readonly_fields(self, request, obj=None):
        """What was taken down, failed or is being prepared is described by nobody."""
        names = tuple(flatten_fieldsets(self.fieldsets))
        is_closed = obj is None or not obj.has_pictures
        return names if is_closed else tuple(name for name in names if name not in DETAILS)

    def has_delete_permission(self, request, obj=None):
        """It is taken down instead, which deletes the files and keeps what happened."""
        return False

    def get_actions(self, request):
        """One photo is the cover, never several."""
        actions = super().get_actions(request)
        return {name: actions[name] for name in actions if name not in OF_ONE_PHOTO}

    def action_links(self, record):
        links = super().action_links(record)
        if record.state != Photo.State.PENDING:
            return links
        url = f"{reverse('admin:events_photo_publish')}?photo={record.pk}"
        return [{"label": "Publish", "is_grave": False, "url": url}, *links]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        record = self.get_object(request, object_id)
        may_save = record is None or record.has_pictures
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
    """The picture; the URL of one that is not public checks who asks."""
    if not photo.has_pictures:
        return "–"
    image = display.image_of(photo)
    return format_html(
        '<a href="{}"><img class="{}" src="{}" srcset="{}" sizes="{}" width="{}" height="{}"'
        ' loading="lazy" alt="{}"></a>',
        image.full,
        look,
        image.src,
        image.srcset,
        width,
        photo.width,
        photo.height,
        photo,
    )


class OfModerators(NothingToAdd, Scoped):
    """Mixin: rows that nobody adds, types into or deletes here."""

    roles: ClassVar[tuple[str, ...]] = MODERATORS


@admin.register(RemovalRequest)
class RemovalRequestAdmin(ReadOnlyWithActions, OfModerators):
    sprint_path = "photo__sprint"
    fields = (
        "photo",
        "sprint",
        "kind",
        "message",
        "person",
        "email",
        "created_at",
        "state",
        "answer",
    )
    readonly_fields = fields
    list_display = ("__str__", "urgency", "sprint", "person", "email", "created_at")
    list_filter = ("state", "kind", ("photo__sprint", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("photo__sprint", "person")
    search_fields = ("photo__alt_text", "person__name", "email")
    ordering: ClassVar = [
        Case(When(state=RemovalRequest.State.OPEN, then=0), default=1).asc(),
        "created_at",
        "pk",
    ]
    record_actions = (
        Action(
            "grant",
            "Take the photo down for good",
            (RemovalRequest.State.OPEN,),
            lambda request, *, by, why: workflow.grant(request, by=by, answer=why),
            "All its files are deleted, and the same photo is not taken again. Whoever asked gets "
            "an email, with your reason if you give one.",
        ),
        Action(
            "decline",
            "Let it stay",
            (RemovalRequest.State.OPEN,),
            lambda request, *, by, why: workflow.decline(request, by=by, answer=why),
            "Whoever asked gets an email with your reason. A hidden photo is shown again.",
            needs_reason=True,
        ),
    )

    def sprint_of(self, record):
        return record.photo.sprint_id

    @admin.display(description="sprint", ordering="photo__sprint")
    def sprint(self, request):
        return request.photo.sprint

    @admin.display(description="state", ordering="state")
    def urgency(self, request):
        if rules.is_urgent(request):
            return format_html('<strong class="urgent">urgent: {}</strong>', "open for two days")
        return request.get_state_display()


class WrittenBySystem(GuardedAdmin, OfModerators):
    list_filter = (("sprint", admin.RelatedOnlyFieldListFilter),)
    ordering = ("-at", "-pk")

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(UploadRefusal)
class UploadRefusalAdmin(WrittenBySystem):
    list_display = ("at", "reason", "person", "sprint", "bytes")
    list_select_related = ("person", "sprint")
    search_fields = ("reason", "person__name")


@admin.register(BlockedHash)
class BlockedHashAdmin(WrittenBySystem):
    list_display = ("at", "sha256", "sprint")
    list_select_related = ("sprint",)
