"""The report for machines and for other places."""

from django.http import Http404


def export(request, slug):
    raise Http404


def figures(request, slug):
    raise Http404


def feed(request):
    raise Http404


def legacy(request, path):
    raise Http404
