"""The report as everybody reads it."""

from django.http import Http404


def report(request, slug):
    raise Http404
