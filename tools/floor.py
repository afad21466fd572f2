"""The floor: plain Django doing the same work, to compare Sprintbook with on one machine in one run.

No middleware, no sessions, nobody to ask who may see what: a page from the cache, and a list of
participants with their organizations, read and rendered at each request.
"""

from typing import Any

import environ
from django.conf import settings
from django.core.cache import cache
from django.core.wsgi import get_wsgi_application
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.urls import path

env = environ.Env()
settings.configure(
    INSTALLED_APPS=["tools.floor"],
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    DATABASES={"default": env.db_url("DATABASE_URL") | {"CONN_MAX_AGE": 600}},
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
)
application = get_wsgi_application()


class Row(models.Model):
    name: models.Field = models.TextField()
    objects: Any = models.Manager()

    class Meta:
        abstract = True
        managed = False
        app_label = "floor"

    def __str__(self) -> str:
        return str(self.name)


class Person(Row):
    sort_key = models.TextField()

    class Meta(Row.Meta):
        db_table = "people_person"


class Organization(Row):
    class Meta(Row.Meta):
        db_table = "people_organization"


class Registration(Row):
    name = None
    person = models.ForeignKey(Person, models.CASCADE)
    sprint_id = models.BigIntegerField()
    organizations = models.ManyToManyField(Organization, db_table="events_financing")

    class Meta(Row.Meta):
        db_table = "events_registration"


LIST = """<h1>People</h1><ul>{% for row in rows %}<li>{{ row.person.name }}
({% for one in row.organizations.all %}{{ one.name }} {% endfor %})</li>{% endfor %}</ul>"""


def people(request: HttpRequest, sprint: int) -> HttpResponse:
    rows = Registration.objects.filter(sprint_id=sprint).order_by("person__sort_key")
    rows = rows.select_related("person").prefetch_related("organizations")
    return HttpResponse(Template(LIST).render(Context({"rows": rows})))


def kept(request: HttpRequest, sprint: int) -> HttpResponse:
    return HttpResponse(cache.get_or_set(request.path, lambda: people(request, sprint).content))


urlpatterns = [path("people/<int:sprint>/", people), path("kept/<int:sprint>/", kept)]
