"""Writing the report, and publishing it."""

from django.http import Http404


def edit(request, slug):
    raise Http404


def preview(request, slug):
    raise Http404


def attach(request, slug, block):
    raise Http404


def publish(request, slug):
    raise Http404


def take_back(request, slug):
    raise Http404
