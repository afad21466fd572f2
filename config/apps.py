"""The back office stands in for Django's stock admin site."""

from django.contrib.admin.apps import AdminConfig


class BackOfficeConfig(AdminConfig):
    default_site = "config.admin.BackOffice"
