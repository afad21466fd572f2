"""The own photos, and whether one is named on others’."""

from django.http import Http404


def mine(request, slug):
    raise Http404


def tag(request, slug, uuid):
    raise Http404


def untag(request, slug, uuid, pk):
    raise Http404


def agree(request, slug, uuid, pk):
    raise Http404
