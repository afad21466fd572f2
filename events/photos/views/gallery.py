"""The public pages of photos, and the files behind them."""

from django.http import Http404


def gallery(request, slug):
    raise Http404


def photo(request, slug, uuid):
    raise Http404


def file(request, slug, uuid, name):
    raise Http404
