"""Lists of one sprint's participants: taken out as a file, brought in with a preview."""

import logging

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from events.lifecycle import Refused
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


def page(request, template, sprint, **context):
    frame = {**admin.site.each_context(request), "sprint": sprint, "opts": Registration._meta}
    return render(request, template, frame | context)


def note(request, sprint, text):
    """Write into the sprint's log in the back office who took or brought what."""
    LogEntry.objects.log_actions(request.user.pk, [sprint], CHANGE, text, single_object=True)


def left_alone(names):
    """That these were in the sprint before, in a sentence."""
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    return (
        f"In this sprint already, and left as they are: {', '.join(names[:MOST_NAMES])}{more}."
        " Note in the list of participants who attended."
    )


def tell(request, entered, known):
    """How many were entered, and who was here before."""
    if entered:
        number = counted(entered, "participant is", "participants are")
        messages.success(request, f"{number} entered.")
    if known:
        messages.warning(request, left_alone(known))


@require_http_methods(PAGES)
def export(request, pk):
    """A list as a file. Each one taken is logged."""
    sprint = managed_sprint(request, pk)
    with_private = rules.may_read_private(request.user, sprint)
    form = ExportForm(request.POST or None, with_private=with_private)
    if not form.is_valid():
        title = f"Export participants of {sprint}"
        return page(request, "admin/export.html", sprint, form=form, title=title)
    sheet, file_format = Sheet(form.cleaned_data["sheet"]), form.cleaned_data["file_format"]
    content = participants(sprint, sheet).export(file_format)
    note(request, sprint, f"Exported as {file_format.upper()}: {sheet.label}.")
    logger.info("Participants of %s (%s) taken by person %s", sprint.slug, sheet, request.user.pk)
    name = f"{sprint.slug}-{sheet}-{timezone.localdate():%Y-%m-%d}.{file_format}"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=MEDIA_TYPES[file_format], headers=disposition)


@require_http_methods(PAGES)
def bring_in(request, pk):
    """The form; once the table can be read, a preview line by line; then, confirmed, the entries."""
    sprint = managed_sprint(request, pk)
    title = f"Import participants into {sprint}"
    context = {"title": title, "headings": HEADINGS, "allowed": rules.takes_lists(sprint)}
    typed = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ImportForm(*typed, sprint=sprint, by=request.user)
    if not form.is_valid():
        return page(request, "admin/import.html", sprint, form=form, **context)
    lines = form.lines()
    here = rules.names_in(sprint)
    wrong = [(number, line) for number, line in enumerate(lines, 2) if line.errors]
    good = [line.participant() for line in lines if not line.errors]
    if "confirmed" in request.POST and not wrong:
        try:
            entered = workflow.enter_list(sprint, good, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return page(request, "admin/import.html", sprint, form=form, **context)
        note(request, sprint, f"Imported {entered} participants.")
        tell(request, entered, [one.name for one in good if one.name in here])
        return redirect("admin:events_sprint_dashboard", sprint.pk)
    preview = {
        "wrong": wrong,
        "new": [(one, roles(one)) for one in good if one.name not in here],
        "here": [one for one in good if one.name in here],
        "text": form.cleaned_data["text"],
        "left_out": form.left_out,
    }
    return page(request, "admin/import.html", sprint, form=form, preview=preview, **context)
