"""The back office: Django's own admin, for the teams of sprints, grouped by area."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from events.sprints.models import Sprint
from events.sprints.rules import is_team_member

# In this order on the front page; what is not named here comes last, for superusers.
AREAS = {
    "events.sprints": "Sprints",
    "events.registration": "Registration",
    "events.meetings": "Programme",
    "events.travel": "Travel sponsorship",
    "events.photos": "Photos",
    "events.recap": "Report",
    "people": "People",
    "events": "Emails and history",
}

# Apps of allauth whose pages would show secrets and sessions of accounts.
WITHOUT_PAGES = {"mfa", "usersessions", "socialaccount"}
SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def area(model: type) -> str:
    """The area of a model: the longest name in AREAS in which its module lies."""
    return max(
        (name for name in AREAS if f"{model.__module__}.".startswith(f"{name}.")),
        key=len,
        default="",
    )


def belongs(person) -> bool:
    return person.is_active and (person.is_superuser or is_team_member(person))


def needs_second_factor(person) -> bool:
    """Recovery codes alone are none."""
    return settings.STAFF_NEEDS_SECOND_FACTOR and not is_mfa_enabled(person, SECOND_FACTORS)


class BackOffice(AdminSite):
    site_header = "Sprintbook"
    site_title = "Sprintbook"
    index_title = "Back office"
    index_template = "admin/back_office.html"
    site_url = "/"

    def register(self, model_or_iterable, admin_class=None, **options):
        is_one = isinstance(model_or_iterable, type)
        models: Any = [model_or_iterable] if is_one else model_or_iterable
        shown = [model for model in models if model._meta.app_label not in WITHOUT_PAGES]
        super().register(shown, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        """Asked several times a request, answered from the database once."""
        if not hasattr(request, "may_enter_back_office"):
            person = request.user
            request.may_enter_back_office = (  # type: ignore[attr-defined]
                person.is_authenticated and belongs(person) and not needs_second_factor(person)
            )
        return request.may_enter_back_office  # type: ignore[attr-defined]

    def get_urls(self):
        """Without the redirect that tells the address of any row by its number."""
        left_out = {"view_on_site", "password_change_done"}
        entries = super().get_urls()
        return [entry for entry in entries if getattr(entry, "name", "") not in left_out]

    def password_change(self, request, extra_context=None):
        """The site's own page counts wrong guesses, and writes to whose password was changed."""
        return redirect("account_change_password")

    @method_decorator(never_cache)
    @login_not_required
    def login(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        """Signing in is the site's own; somebody who is signed in and may not enter learns why."""
        person = request.user
        if not person.is_authenticated:
            query = urlencode({"next": request.GET.get("next", request.path)})
            return redirect(f"{reverse(settings.LOGIN_URL)}?{query}")
        if belongs(person) and needs_second_factor(person):
            messages.warning(
                request,
                "The back office opens once you have a second factor: add a security key or an "
                "authenticator app.",
            )
            return redirect("mfa_index")
        raise PermissionDenied

    def index(self, request, extra_context=None):
        """A team member with one sprint lands on its dashboard; others choose."""
        mine = Sprint.objects.with_team_member(request.user).order_by("-starts_on")
        if not request.user.is_superuser and "all" not in request.GET:
            found = list(mine[:2])
            if len(found) == 1:
                return redirect("admin:events_sprint_dashboard", found[0].pk)
        return super().index(request, {"my_sprints": mine[:12], **(extra_context or {})})

    def get_app_list(self, request: HttpRequest, app_label=None) -> list[dict]:
        apps = super().get_app_list(request, app_label)
        groups: dict[str, dict] = {}
        for app in apps:
            for model in app["models"]:
                name = area(model["model"])
                title = AREAS.get(name, app["name"])
                group = groups.setdefault(title, {**app, "name": title, "models": []})
                group["models"].append(model)
        order = list(AREAS.values())
        return sorted(
            groups.values(),
            key=lambda group: order.index(group["name"]) if group["name"] in order else len(order),
        )
