"""The back office stands in for Django's stock admin site; with it come checks of production."""

from django.contrib.admin.apps import AdminConfig
from django.core.checks import Tags, register

from config.checks import cache_is_shared


class BackOfficeConfig(AdminConfig):
    default_site = "config.admin.BackOffice"

    def ready(self):
        super().ready()
        register(cache_is_shared, Tags.caches, deploy=True)
