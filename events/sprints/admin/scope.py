"""Each team sees its own sprints and nothing of another."""

from typing import ClassVar

from events.back_office import Guarded
from events.sprints.models import Sprint


def managed_ids(request) -> set[int]:
    """The sprints that this request's person manages; one query a request."""
    if not hasattr(request, "managed_sprint_ids"):
        rows = Sprint.objects.managed_by(request.user).values_list("pk", flat=True)
        request.managed_sprint_ids = set(rows)
    return request.managed_sprint_ids


class Scoped(Guarded):
    """Mixin for a ModelAdmin or inline whose rows belong to a sprint.

    Organizers see and edit the rows of their own sprints, superusers all; nobody else any.
    """

    sprint_path: ClassVar[str] = "sprint"

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.filter(**{f"{self.sprint_path}__in": managed_ids(request)})

    def sprint_of(self, record) -> int | None:
        return record.pk if isinstance(record, Sprint) else record.sprint_id

    def may(self, request, record=None) -> bool:
        if record is None:
            return request.user.is_superuser or bool(managed_ids(request))
        return request.user.is_superuser or self.sprint_of(record) in managed_ids(request)

    def has_module_permission(self, request):
        return self.may(request)

    def has_view_permission(self, request, obj=None):
        return self.may(request, obj)

    def has_change_permission(self, request, obj=None):
        return self.may(request, obj)

    def has_add_permission(self, request, obj=None):
        return self.may(request)

    def has_delete_permission(self, request, obj=None):
        return obj is not None and self.may(request, obj)


class ScopedInline(Scoped):
    """Rows below a sprint's own form; the sprint has been checked by then."""

    extra = 0

    def get_queryset(self, request):
        return super(Scoped, self).get_queryset(request)

    def has_delete_permission(self, request, obj=None):
        return self.may(request, obj)
