"""Actions on a record in the back office: a page that asks for the reason, and list actions."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse

from events.admin_base import GuardedAdmin, admin_page
from events.lifecycle import Refused, Staged, Transition, refusal_in


@dataclass(frozen=True)
class Action:
    """A function of a workflow as the back office offers it, in these states of the record."""

    name: str
    label: str
    states: tuple[str, ...]
    run: Callable[..., Staged]
    explanation: str
    needs_reason: bool = False
    when: Callable[[Any], bool] = lambda record: True


class ReasonForm(forms.Form):
    why = forms.CharField(
        label="Reason",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Kept in the history of this record.",
    )

    def __init__(self, *args, action: Action, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].required = action.needs_reason


class ReasonActionForm(ActionForm):
    why = forms.CharField(label="Reason", required=False, max_length=2000)


def history(record: Staged) -> models.QuerySet[Transition]:
    """What happened to a record, with who did it at hand."""
    return Transition.objects.of(record).select_related("by")


class ActionsAdmin(GuardedAdmin):
    """For a Staged model: states are read, actions change them."""

    record_actions: ClassVar[tuple[Action, ...]] = ()
    turn: ClassVar[tuple[str, ...]] = ("pk",)  # the order in which chosen rows are taken
    action_form = ReasonActionForm

    def get_urls(self):
        take = self.admin_site.admin_view(self.run_action)
        return [
            path("<int:pk>/actions/<slug:name>/", take, name=self._url_name("action")),
            *super().get_urls(),
        ]

    def _url_name(self, page: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"

    def may_run_actions(self, request, record: Staged) -> bool:
        return self.has_change_permission(request, record)

    def action_links(self, record: Staged) -> list[dict]:
        """The actions that this record's state allows, with their addresses."""
        return [
            {
                "label": action.label,
                "is_grave": action.needs_reason,
                "url": reverse(f"admin:{self._url_name('action')}", args=[record.pk, action.name]),
            }
            for action in self.record_actions
            if record.state in action.states and action.when(record)
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        record = self.get_object(request, object_id)
        links = []
        if record is not None and self.may_run_actions(request, record):
            links = self.action_links(record)
        more = {} if record is None else self.to_decide_by(record)
        context = {"action_links": links, **more, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    def to_decide_by(self, record: Staged) -> dict[str, Any]:
        """What the pages of this record and of its actions show as well: `facts`, `transitions`."""
        return {}

    def after_action(self, record: Staged) -> str:
        """The address to which an action leads."""
        return reverse(f"admin:{self._url_name('change')}", args=[record.pk])

    def run_action(self, request, pk, name):
        record = self.get_object(request, str(pk))
        action = next((action for action in self.record_actions if action.name == name), None)
        if record is None or action is None:
            raise Http404
        if not self.may_run_actions(request, record):
            raise PermissionDenied
        form = ReasonForm(request.POST or None, action=action)
        if request.method == "POST" and form.is_valid():
            with refusal_in(form):
                action.run(record, by=request.user, why=form.cleaned_data["why"])
                messages.success(request, f"{record}: {action.label.lower()} – done.")
                return redirect(self.after_action(record))
        return admin_page(
            request,
            "admin/action.html",
            f"{action.label}: {record}",
            record=record,
            action=action,
            form=form,
            opts=self.opts,
            back_url=self.after_action(record),
            **self.to_decide_by(record),
        )

    def get_actions(self, request):
        actions = super().get_actions(request)
        for action in self.record_actions:
            name = f"action_{action.name}"
            actions[name] = (self._list_action(action), name, action.label)
        return actions

    def _list_action(self, action: Action) -> Callable:
        def take(admin, request, queryset):
            self.take_each(request, queryset, action.label, action.run)

        return take

    def take_each(self, request, queryset, label: str, run: Callable[..., Staged]) -> None:
        """Run an action for each chosen row, first come, first served; every refusal is named."""
        why = request.POST.get("why", "").strip()[:2000]
        done = 0
        for record in queryset.order_by(*self.turn):
            try:
                run(record, by=request.user, why=why)
            except Refused as refusal:
                messages.error(request, f"{record}: {refusal}")
            else:
                done += 1
        if done:
            messages.success(request, f"{label}: {done} done.")


class ReadOnlyWithActions(ActionsAdmin):
    """Nothing is typed on the page of a record; only actions are run there."""

    def change_view(self, request, object_id, form_url="", extra_context=None):
        nothing_to_save = {"show_save": False, "show_save_and_continue": False}
        return super().change_view(request, object_id, form_url, nothing_to_save)

    def save_model(self, request, obj, form, change):
        """Nothing can be typed here."""
