"""The back office of invitations: pasted lines, a preview, emails, and who used them."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.html import format_html

from events.admin_actions import Action, ActionsAdmin, history
from events.admin_base import admin_page
from events.lifecycle import refusal_in
from events.registration import rules, workflow
from events.registration.display import counted
from events.registration.forms import InvitationsForm
from events.registration.models import Invitation
from events.sprints.admin import Scoped, managed_ids
from events.sprints.models import Sprint

State = Invitation.State


@admin.register(Invitation)
class InvitationAdmin(ActionsAdmin, Scoped):
    list_display = ("email", "name", "sprint", "state", "sent_count", "last_sent_at", "expires_at")
    list_filter = (("sprint", admin.RelatedOnlyFieldListFilter), "state")
    list_select_related = ("sprint",)
    search_fields = ("email", "name")
    ordering = ("email",)
    fields = (*list_display, "message", "used_for")
    readonly_fields = fields
    record_actions = (
        Action("remind", "Remind", (State.SENT,), workflow.remind, "Another email leaves."),
        Action(
            "withdraw",
            "Withdraw",
            (State.SENT,),
            workflow.withdraw,
            "The page of the email is gone.",
            needs_reason=True,
        ),
        Action(
            "again",
            "Invite again",
            tuple(State),
            workflow.invite_again,
            "The email leaves anew, with a page of its own. The page of the earlier email is gone.",
            when=lambda invitation: not rules.refusal_to_invite_again(invitation),
        ),
    )

    @admin.display(description="used for")
    def used_for(self, invitation):
        """The registration that somebody made with it."""
        used_for = invitation.registration
        if used_for is None:
            return None
        page = reverse("admin:events_registration_change", args=[used_for.pk])
        return format_html('<a href="{}">{}</a> ({})', page, used_for.person.name, used_for.state)

    def to_decide_by(self, record):
        facts = [("Email to", record), ("A word from you", record.message or "None")]
        return {"facts": facts, "transitions": history(record)}

    def has_change_permission(self, request, obj=None):
        """Its page is read; actions change an invitation."""
        return False

    def may_run_actions(self, request, record):
        return self.may(request, record)

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/invite/", view(self.invite), name="events_invitation_invite"),
            path("<int:pk>/send/", view(self.send), name="events_invitation_send"),
            *super().get_urls(),
        ]

    def add_view(self, request, form_url="", extra_context=None):
        """People are invited to one sprint, on its dashboard."""
        messages.info(request, "Choose the sprint, then “Invite people” on its dashboard.")
        return redirect(f"{reverse('admin:index')}?all=1")

    def _sprint(self, request, pk):
        if not self.has_add_permission(request):
            raise PermissionDenied
        return get_object_or_404(Sprint.objects.filter(pk__in=managed_ids(request)), pk=pk)

    def _page(self, request, sprint, form, **more):
        context = {"sprint": sprint, "form": form, "opts": self.opts, **more}
        return admin_page(request, "admin/invite.html", f"Invite people to {sprint}", **context)

    def invite(self, request, pk):
        """The form; once it is in order, a preview of who gets an email."""
        sprint = self._sprint(request, pk)
        form = InvitationsForm(request.POST or None)
        preview = {}
        if form.is_valid():
            if sentence := rules.refusal_to_invite(sprint):
                form.add_error(None, sentence)
            else:
                reasons = rules.left_alone(sprint)
                people = form.cleaned_data["people"]
                preview = {
                    "fresh": [(name, email) for name, email in people if email not in reasons],
                    "known": [
                        (name, email, reasons[email]) for name, email in people if email in reasons
                    ],
                }
        return self._page(request, sprint, form, **preview)

    def send(self, request, pk):
        sprint = self._sprint(request, pk)
        form = InvitationsForm(request.POST or None)
        if form.is_valid():
            with refusal_in(form):
                sent = workflow.invite(sprint, by=request.user, **form.cleaned_data)
                self._report(request, len(sent), len(form.cleaned_data["people"]) - len(sent))
                return redirect("admin:events_sprint_dashboard", sprint.pk)
        return self._page(request, sprint, form)

    def _report(self, request, sent, left_alone):
        if sent:
            on_way = counted(sent, "invitation is on its way", "invitations are on their way")
            messages.success(request, f"{on_way}.")
        if left_alone:
            was = counted(left_alone, "person was", "people were")
            messages.warning(request, f"{was} left alone: invited or registered already.")
