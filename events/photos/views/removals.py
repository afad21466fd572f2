"""To ask for a removal, and to decide about it."""

from django.http import Http404


def ask_removal(request, slug, uuid):
    raise Http404


def grant(request, slug, pk):
    raise Http404


def decline(request, slug, pk):
    raise Http404
