"""To send photos, to describe them, to take them back."""

from django.http import Http404


def add(request, slug):
    raise Http404


def progress(request, slug):
    raise Http404


def describe(request, slug):
    raise Http404


def edit(request, slug, uuid):
    raise Http404


def discard(request, slug, uuid):
    raise Http404
