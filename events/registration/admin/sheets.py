"""Lists of one sprint's participants: exported as a file, imported with a preview."""

import logging

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from events.admin_base import admin_page
from events.lifecycle import refusal_in
from events.registration import rules, workflow
from events.registration.display import counted
from events.registration.exports import Sheet, participants, roles
from events.registration.forms import HEADINGS, ExportForm, ImportForm
from events.registration.models import Registration
from events.sprints.admin import managed_ids
from events.sprints.models import Sprint

logger = logging.getLogger(__name__)
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
PAGES = ["GET", "HEAD", "POST"]
MOST_NAMES = 10  # in one sentence


def urls(admin_view):
    return [
        path("<int:pk>/export/", admin_view(export), name="events_registration_export"),
        path("<int:pk>/import/", admin_view(bring_in), name="events_registration_import"),
    ]


def managed_sprint(request, pk):
    return get_object_or_404(Sprint.objects.filter(pk__in=managed_ids(request)), pk=pk)


def log(request, sprint, text):
    """Write into the sprint's log in the back office who exported or imported what."""
    LogEntry.objects.log_actions(request.user.pk, [sprint], CHANGE, text, single_object=True)


@require_http_methods(PAGES)
def export(request, pk):
    """A list as a file. Each one taken is logged."""
    sprint = managed_sprint(request, pk)
    with_private = rules.may_read_private(request.user, sprint)
    form = ExportForm(request.POST or None, with_private=with_private)
    if not form.is_valid():
        title = f"Export participants of {sprint}"
        context = {"sprint": sprint, "form": form, "opts": Registration._meta}
        return admin_page(request, "admin/export.html", title, **context)
    sheet, file_format = Sheet(form.cleaned_data["sheet"]), form.cleaned_data["file_format"]
    content = participants(sprint, sheet).export(file_format)
    log(request, sprint, f"Exported as {file_format.upper()}: {sheet.label}.")
    logger.info("Participants of %s (%s) taken by person %s", sprint.slug, sheet, request.user.pk)
    name = f"{sprint.slug}-{sheet}-{timezone.localdate():%Y-%m-%d}.{file_format}"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=MEDIA_TYPES[file_format], headers=disposition)


@require_http_methods(PAGES)
def bring_in(request, pk):
    """The form; once the table can be read, a preview row by row; then, confirmed, the entries."""
    sprint = managed_sprint(request, pk)
    typed = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ImportForm(*typed, sprint=sprint, by=request.user)
    context = {"sprint": sprint, "form": form, "headings": HEADINGS, "opts": Registration._meta}
    if form.is_valid():
        rows = form.rows()
        here = rules.names_in(sprint)
        wrong = [(number, row) for number, row in enumerate(rows, 2) if row.errors]
        good = [row.participant() for row in rows if not row.errors]
        known = [entry for entry in good if entry.name in here]
        if "confirmed" in request.POST and not wrong:
            with refusal_in(form):
                entered = workflow.enter_list(sprint, good, by=request.user)
                log(request, sprint, f"Imported {entered} participants.")
                tell(request, entered, [entry.name for entry in known])
                return redirect("admin:events_sprint_dashboard", sprint.pk)
        context["preview"] = {
            "wrong": wrong,
            "new": [(entry, roles(entry)) for entry in good if entry.name not in here],
            "here": known,
            "text": form.cleaned_data["text"],
            "left_out": form.left_out,
        }
    context["allowed"] = rules.takes_lists(sprint)
    return admin_page(request, "admin/import.html", f"Import participants into {sprint}", **context)


def tell(request, entered, known):
    """How many were entered, and who was here before."""
    if entered:
        number = counted(entered, "participant is", "participants are")
        messages.success(request, f"{number} entered.")
    if known:
        more = f" and {len(known) - MOST_NAMES} more" if len(known) > MOST_NAMES else ""
        messages.warning(
            request,
            f"In this sprint already, and left as they are: {', '.join(known[:MOST_NAMES])}{more}."
            " Note in the list of participants who attended.",
        )
