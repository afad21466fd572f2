"""Each team sees its own sprints and nothing of another."""

from typing import ClassVar

from django.core.exceptions import PermissionDenied

from events.admin_base import Guarded, GuardedAdmin
from events.sprints.models import Sprint, TeamMember, TeamRole

ORGANIZERS = (TeamRole.ORGANIZER,)


def managed_ids(request, roles=ORGANIZERS) -> set[int]:
    """The sprints that this request's person keeps in one of the roles; one query a request."""
    person = request.user
    if not hasattr(request, "kept_sprints"):
        rows = TeamMember.objects.filter(person=person.pk).values_list("role", "sprint")
        everything = Sprint.objects.values_list("state", "pk")
        request.kept_sprints = list(everything if person.is_superuser else rows)
    return {pk for role, pk in request.kept_sprints if person.is_superuser or role in roles}


class Scoped(Guarded):
    """Mixin for a ModelAdmin or inline whose rows belong to a sprint.

    Organizers see and edit the rows of their own sprints, superusers all; nobody else any, unless
    the page names more roles.
    """

    sprint_path: ClassVar[str] = "sprint"
    roles: ClassVar[tuple[str, ...]] = ORGANIZERS
    readers: ClassVar[tuple[str, ...]] = ()  # who sees the rows, too, and changes nothing

    def own_ids(self, request) -> set[int]:
        """The sprints whose rows this page lets this request's person change."""
        return managed_ids(request, self.roles)

    def read_ids(self, request) -> set[int]:
        """The sprints whose rows this page shows to this request's person."""
        if not self.readers:
            return self.own_ids(request)
        return managed_ids(request, (*self.roles, *self.readers))

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.filter(**{f"{self.sprint_path}__in": self.read_ids(request)})

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.remote_field.model is Sprint:
            kwargs["queryset"] = Sprint.objects.filter(pk__in=self.own_ids(request))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def sprint_of(self, record) -> int | None:
        return record.pk if isinstance(record, Sprint) else record.sprint_id

    def may(self, request, record=None) -> bool:
        return self._is_among(request, record, self.own_ids(request))

    def may_read(self, request, record=None) -> bool:
        if not self.readers:
            return self.may(request, record)
        return self._is_among(request, record, self.read_ids(request))

    def _is_among(self, request, record, sprints: set[int]) -> bool:
        if request.user.is_superuser:
            return True
        return bool(sprints) if record is None else self.sprint_of(record) in sprints

    def has_module_permission(self, request):
        return self.may_read(request)

    def has_view_permission(self, request, obj=None):
        return self.may_read(request, obj)

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


class ForOrganizers(GuardedAdmin):
    """Mixin for rows of no sprint: organizers of any sprint add them, and change those that nobody else has a say in.

    A history names more than the row does, so it takes the right to change the row to read it.
    """

    def is_of_others(self, request, record) -> bool:
        """Whether somebody else has a say in this row, too, so that this person only looks."""
        raise NotImplementedError

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None):
        return request.user.is_superuser or bool(managed_ids(request))

    def has_add_permission(self, request):
        return self.has_view_permission(request)

    def has_change_permission(self, request, obj=None):
        if obj is None or request.user.is_superuser:
            return self.has_view_permission(request)
        return self.has_view_permission(request) and not self.is_of_others(request, obj)

    def history_view(self, request, object_id, extra_context=None):
        record = self.get_object(request, object_id)
        if record is not None and not self.has_change_permission(request, record):
            raise PermissionDenied
        return super().history_view(request, object_id, extra_context)

    def has_delete_permission(self, request, obj=None):
        return False
