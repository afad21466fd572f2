"""The back office of meetings: texts, people and agenda; their slots are given on pages of their own."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import Count, F, Q
from django.urls import path

from events.admin_actions import Action
from events.lifecycle import refusal_as_message
from events.meetings import rules, workflow
from events.meetings.admin.forms import MeetingForm
from events.meetings.admin.programme import ForProgramme, ForProgrammeInline
from events.meetings.admin.scheduling import SchedulePage, problems, short_time_in_words
from events.meetings.admin.zone import change_zone
from events.meetings.models import AgendaItem, Meeting, MeetingPerson, Rsvp
from events.meetings.offers import grave_numbers
from events.meetings.workflow.programme import locked_meeting
from events.registration.admin.filters import DayFilter
from events.sprints.rules import may_manage
from people.models import Person

State = Meeting.State
IN_PROGRAMME = "In the programme"


class MeetingDayFilter(DayFilter):
    """The day where the sprint is."""

    title = "day"

    def sprints(self, request, model_admin):
        self.listed = super().sprints(request, model_admin)
        return self.listed

    def narrowed(self, rows, value):
        on_day = Q(on_day=value)
        for sprint in self.listed:
            for day in rules.days_of(sprint):
                if day.isoformat() == value:
                    first, last = rules.day_bounds(sprint, day)
                    on_day |= Q(sprint=sprint, starts_at__gte=first, starts_at__lt=last)
        return rows.filter(on_day)


def people_to_name(meeting, *, reader):
    """People whose names the reader may see: of the sprint, its team, the group, the meeting."""
    rows = meeting.sprint.registrations
    manages = may_manage(reader, meeting.sprint)
    taking_part = rows.participating() if manages else rows.visible_to(reader)
    known = (
        Q(pk__in=taking_part.values("person"))
        | Q(pk__in=meeting.sprint.team.values("person"))
        | Q(pk__in=meeting.named.values("person"))
    )
    if meeting.group:
        known |= Q(pk__in=rules.members_for(reader, meeting.group).values("person"))
    return Person.objects.filter(known).order_by("sort_key", "pk")


class PeopleInline(ForProgrammeInline, admin.TabularInline):
    model = MeetingPerson
    fields = ("person", "role")
    verbose_name_plural = "people"

    def get_formset(self, request, obj=None, **kwargs):
        """A list of names, read once for all rows: the programme team sees no records of people."""
        formset = super().get_formset(request, obj, **kwargs)
        field: Any = formset.form.base_fields["person"]
        field.queryset = people_to_name(obj, reader=request.user)
        field.choices = list(field.choices)
        return formset


class AgendaInline(ForProgrammeInline, admin.TabularInline):
    model = AgendaItem
    fields = ("position", "title", "minutes", "progress")
    readonly_fields = ("progress",)
    ordering = ("position", "pk")
    verbose_name_plural = "agenda"


@admin.register(Meeting)
class MeetingAdmin(SchedulePage, ForProgramme):
    form = MeetingForm
    list_display = ("title", "problems", "when", "room", "state", "kind", "group", "sprint")
    list_filter = (
        ("sprint", admin.RelatedOnlyFieldListFilter),
        "state",
        "kind",
        ("group", admin.RelatedOnlyFieldListFilter),
        ("room", admin.RelatedOnlyFieldListFilter),
        MeetingDayFilter,
    )
    list_select_related = ("sprint", "group", "room")
    search_fields = ("title",)
    # Requests, which have no time yet, come first on every database.
    ordering: ClassVar = ["-sprint__starts_on", F("starts_at").asc(nulls_first=True), "pk"]
    inlines = (PeopleInline, AgendaInline)
    actions = ("swap",)
    fieldsets = (
        (None, {"fields": ("sprint", ("kind", "group"), "title", "summary", "visibility")}),
        (IN_PROGRAMME, {"fields": ("state", "when", "room", "override", "on_day", "answers")}),
        (
            "What it needs",
            {"fields": ("mode", ("requested_minutes", "expected_people"), "needs", "wishes")},
        ),
        ("For those who come", {"fields": ("programme_note", "join_url")}),
    )
    record_actions = (
        Action(
            "decline",
            "Decline",
            (State.REQUESTED,),
            workflow.decline,
            "Whoever asked for the slot gets an email with your reason.",
            needs_reason=True,
        ),
        Action(
            "cancel",
            "Cancel",
            (State.REQUESTED, State.SCHEDULED),
            workflow.cancel,
            "What stood in the programme stays there as cancelled, and those who answered are told.",
            needs_reason=True,
        ),
        Action(
            "restore",
            "Take back into the programme",
            (State.CANCELLED,),
            workflow.restore,
            "It takes place after all, when and where it was.",
            when=lambda meeting: meeting.starts_at is not None,
        ),
    )

    def held(self, record):
        """The sprint is locked before its meeting, as in every action."""
        return locked_meeting(record)

    def has_delete_permission(self, request, obj=None):
        """Meetings are cancelled, never deleted."""
        return False

    def get_urls(self):
        """Pages of one sprint take its key, pages of one meeting the meeting's."""
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/problems/", view(problems), name="events_meeting_problems"),
            path("<int:pk>/zone/", view(change_zone), name="events_meeting_zone"),
            path("<int:pk>/place/", view(self.schedule), name="events_meeting_schedule"),
            *super().get_urls(),
        ]

    def get_inlines(self, request, obj):
        return self.inlines if obj else ()

    def get_fieldsets(self, request, obj=None):
        """A new meeting is not in the programme yet."""
        return [one for one in self.fieldsets if obj or one[0] != IN_PROGRAMME]

    def get_readonly_fields(self, request, obj=None):
        """Time and room have a page of their own, which shows conflicts."""
        fixed = ("state", "when", "room", "override", "answers")
        if obj is None:
            return fixed
        is_history = obj.state == State.HELD and obj.starts_at is None
        return (*fixed, "sprint") if is_history else (*fixed, "sprint", "on_day")

    def save_model(self, request, obj, form, change):
        if not change:
            workflow.enter(obj, by=request.user)
            return
        draft = workflow.Draft(**{name: getattr(obj, name) for name in workflow.DRAFT_FIELDS})
        workflow.edit(obj, by=request.user, seen=str(obj.revision), draft=draft)
        obj.save(update_fields=["on_day"])

    def save_related(self, request, form, formsets, change):
        """People named here get the same email as from the chairs' page."""
        meeting = form.instance
        before = dict(meeting.named.values_list("person", "role"))
        super().save_related(request, form, formsets, change)
        workflow.tell_named(meeting, before, by=request.user)

    def get_changelist_instance(self, request):
        """Count the conflicts of all meetings on this page of the list at once."""
        page = super().get_changelist_instance(request)
        rows = list(page.result_list)
        sprints = {meeting.sprint for meeting in rows if meeting.state == State.SCHEDULED}
        numbers = {one.pk: grave_numbers(one, reader=request.user) for one in sprints}
        for meeting in rows:
            meeting.grave_problems = numbers.get(meeting.sprint_id, {}).get(meeting.pk, 0)
        return page

    @admin.display(description="problems")
    def problems(self, meeting):
        return meeting.grave_problems or "–"

    @admin.display(ordering="starts_at")
    def when(self, meeting):
        if meeting.span is None:
            return meeting.on_day or "–"
        return short_time_in_words(meeting.sprint, meeting.span)

    @admin.display
    def answers(self, meeting):
        given = meeting.answers.counted().order_by().values_list("answer")
        numbers = dict(given.annotate(number=Count("pk")))
        return ", ".join(f"{numbers.get(key, 0)} {label}" for key, label in Rsvp.Answer.choices)

    @admin.action(description="Swap two meetings")
    def swap(self, request, queryset):
        chosen = list(queryset.order_by("pk")[:3])
        if len(chosen) != 2:  # noqa: PLR2004 -- two change places
            messages.error(request, "Choose two meetings; they change places.")
            return
        with refusal_as_message(request):
            workflow.swap(*chosen, by=request.user, why=request.POST.get("why", "").strip()[:2000])
            messages.success(request, f"{chosen[0]} and {chosen[1]} have changed places.")
