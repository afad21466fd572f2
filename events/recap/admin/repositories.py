"""The back office of repositories: what was counted is read, what was published is typed."""

from typing import ClassVar

from django import forms
from django.contrib import admin

from events.admin_base import GuardedAdmin
from events.recap.models import CommitCount, Repository
from events.sprints.admin import Scoped, ScopedInline
from events.sprints.forms import LocalMoments
from people.models import validate_time_zone

Source = CommitCount.Source


class PublishedCountForm(LocalMoments):
    """A number somebody has published. The window's ends are typed by the clock of its zone."""

    MOMENTS = ("window_start", "window_end")
    # Part of what makes a count the same, so that Django compares it; never what was sent.
    source = forms.CharField(initial=Source.PUBLISHED, disabled=True, widget=forms.HiddenInput)

    class Meta:
        model = CommitCount
        fields = (
            "branch",
            "version_label",
            "commits",
            "window_start",
            "window_end",
            "time_zone",
            "method",
            "published_in",
            "source",
        )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["published_in"].required = True
        self.fields["time_zone"].help_text = "For example UTC or Europe/Prague."
        if self.instance.pk:
            self.show_moments(self.instance.time_zone)

    def clean_time_zone(self):
        """Before the window is read by it; the model asks too late for that."""
        validate_time_zone(self.cleaned_data["time_zone"])
        return self.cleaned_data["time_zone"]

    def clean(self):
        super().clean()
        if "time_zone" in self.cleaned_data:
            self.read_moments(self.cleaned_data["time_zone"])
        return self.cleaned_data


class CountInline(ScopedInline, admin.StackedInline):
    model = CommitCount
    source: ClassVar[str]

    def get_queryset(self, request):
        rows = super().get_queryset(request).filter(source=self.source)
        return rows.order_by("window_start", "branch", "pk")

    def sprint_of(self, record):
        return record.sprint_id if isinstance(record, Repository) else record.repository.sprint_id


class PublishedInline(CountInline):
    form = PublishedCountForm
    source = Source.PUBLISHED
    verbose_name_plural = "published counts"


class ComputedInline(CountInline):
    """Counted again with `manage.py count_commits`; a wrong count can be deleted."""

    source = Source.COMPUTED
    verbose_name_plural = "computed counts"
    fields = (
        ("branch", "version_label"),
        ("commits", "authors_here"),
        ("window_start", "window_end", "time_zone"),
        "method",
        "counted_at",
    )
    readonly_fields = tuple(
        name for row in fields for name in ([row] if isinstance(row, str) else row)
    )

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Repository)
class RepositoryAdmin(GuardedAdmin, Scoped):
    list_display = ("name", "sprint", "url")
    list_filter = (("sprint", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("sprint",)
    search_fields = ("name",)
    ordering = ("sprint", "name")
    inlines = (PublishedInline, ComputedInline)
