"""Steps of a record in the back office: a page that asks for the reason, and list actions."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse

from events.back_office import GuardedAdmin
from events.lifecycle import Refused, Staged, Transition


@dataclass(frozen=True)
class Step:
    """A verb of a workflow as the back office offers it, in these states of the record."""

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

    def __init__(self, *args, step: Step, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].required = step.needs_reason


class ReasonActionForm(ActionForm):
    why = forms.CharField(label="Reason", required=False, max_length=2000)


def history(record: Staged) -> models.QuerySet[Transition]:
    """What happened to a record, with who did it at hand."""
    return Transition.objects.of(record).select_related("by")


class StepsAdmin(GuardedAdmin):
    """For a Staged model: states are read, steps are taken."""

    steps: ClassVar[tuple[Step, ...]] = ()
    turn: ClassVar[tuple[str, ...]] = ("pk",)  # the order in which chosen rows take a step
    action_form = ReasonActionForm

    def get_urls(self):
        take = self.admin_site.admin_view(self.take_step)
        return [
            path("<int:pk>/steps/<slug:name>/", take, name=self._url_name("step")),
            *super().get_urls(),
        ]

    def _url_name(self, page: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"

    def may_take_steps(self, request, record: Staged) -> bool:
        return self.has_change_permission(request, record)

    def step_links(self, record: Staged) -> list[dict]:
        """The steps that this record's state allows, with their addresses."""
        return [
            {
                "label": step.label,
                "is_grave": step.needs_reason,
                "url": reverse(f"admin:{self._url_name('step')}", args=[record.pk, step.name]),
            }
            for step in self.steps
            if record.state in step.states and step.when(record)
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        record = self.get_object(request, object_id)
        links = []
        if record is not None and self.may_take_steps(request, record):
            links = self.step_links(record)
        more = {} if record is None else self.to_decide_by(record)
        context = {"step_links": links, **more, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    def to_decide_by(self, record: Staged) -> dict[str, Any]:
        """What the pages of this record and of its steps show besides: `facts`, `transitions`."""
        return {}

    def after_step(self, record: Staged) -> str:
        """The address to which a step leads."""
        return reverse(f"admin:{self._url_name('change')}", args=[record.pk])

    def take_step(self, request, pk, name):
        record = self.get_object(request, str(pk))
        step = next((step for step in self.steps if step.name == name), None)
        if record is None or step is None:
            raise Http404
        if not self.may_take_steps(request, record):
            raise PermissionDenied
        form = ReasonForm(request.POST or None, step=step)
        if request.method == "POST" and form.is_valid():
            try:
                step.run(record, by=request.user, why=form.cleaned_data["why"])
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, f"{record}: {step.label.lower()} – done.")
                return redirect(self.after_step(record))
        context = {
            **self.admin_site.each_context(request),
            "title": f"{step.label}: {record}",
            "record": record,
            "step": step,
            "form": form,
            "opts": self.opts,
            "back_url": self.after_step(record),
            **self.to_decide_by(record),
        }
        return render(request, "admin/step.html", context)

    def get_actions(self, request):
        actions = super().get_actions(request)
        for step in self.steps:
            name = f"step_{step.name}"
            actions[name] = (self._list_action(step), name, step.label)
        return actions

    def _list_action(self, step: Step) -> Callable:
        def take(admin, request, queryset):
            self.take_each(request, queryset, step.label, step.run)

        return take

    def take_each(self, request, queryset, label: str, run: Callable[..., Staged]) -> None:
        """Take a step for each chosen row, first come, first served; every refusal is named."""
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


class ReadSteps(StepsAdmin):
    """Nothing is typed on the page of a record; steps alone are taken there."""

    def change_view(self, request, object_id, form_url="", extra_context=None):
        nothing_to_save = {"show_save": False, "show_save_and_continue": False}
        return super().change_view(request, object_id, form_url, nothing_to_save)

    def save_model(self, request, obj, form, change):
        """Nothing can be typed here."""
