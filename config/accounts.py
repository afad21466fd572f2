"""How allauth's accounts fit into the house."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib.sites.shortcuts import get_current_site

from events import outbox
from people.models import Person


def address(person: Person) -> str:
    """What emails about an account call it: a name is anybody's text, and an address may be wrong."""
    return person.email or ""


class AccountAdapter(DefaultAccountAdapter):
    def save_user(self, request, user, form, commit=True):
        user.name = form.cleaned_data["name"]
        return super().save_user(request, user, form, commit)

    def _get_login_attempts_cache_key(self, request, **credentials):
        """Guesses count for the account. allauth counts for each Host, whose port anybody can make up."""
        return credentials.get("email", "").lower()

    def send_mail(self, template_prefix, email, context):
        """Put allauth's emails into the outbox: they leave outside the request and are tried again."""
        request = allauth_context.request
        common = {"request": request, "email": email, "current_site": get_current_site(request)}
        message = self.render_mail(template_prefix, email, common | context)
        outbox.send_text(email, message.subject, message.body, person=context.get("user"))


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def populate_user(self, request, sociallogin, data):
        """Propose the name that the other site knows; the person may change it in the form."""
        user = super().populate_user(request, sociallogin, data)
        user.name = data.get("name") or data.get("username") or ""
        return user
