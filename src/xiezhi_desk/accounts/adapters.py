"""What the desk tells allauth: nobody signs up, no mail is sent, errors are shown in our look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from xiezhi_desk.accounts import openid
from xiezhi_desk.accounts.services import entering
from xiezhi_desk.audit.address import address_of
from xiezhi_desk.audit.services import record

if TYPE_CHECKING:
    from django.http import HttpRequest

__all__ = ["NoSignUp", "OpenIdAdapter", "SecondStepAdapter"]


class NoSignUp(DefaultAccountAdapter):
    """People are invited, never sign up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def send_mail(self, *_: Any, **__: Any) -> None:
        """Nothing: there may be no mail."""


class SecondStepAdapter(DefaultMFAAdapter):
    """The name a telephone shows; no mail."""

    def get_totp_issuer(self) -> str:
        """The site's name."""
        return "Xiezhi"

    def send_notification_mail(self, *_: Any, **__: Any) -> None:
        """Nothing: there may be no mail."""


class OpenIdAdapter(DefaultSocialAccountAdapter):
    """Links a proven identity to a person and goes on by our own way into the session."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Sign in as the person, or refuse.

        Raises:
            ImmediateHttpResponse: Always: allauth's own way ends here.
        """
        now = timezone.now()
        provider = sociallogin.account.provider
        person = openid.person_of(sociallogin, now=now)
        if person is None:
            record(
                by=None,
                action="person.identity_unknown",
                details={"provider": provider},
                now=now,
                address=address_of(request),
            )
            raise ImmediateHttpResponse(_refused(request, "nobody"))
        next_url = str(sociallogin.state.get("next") or "/")
        if entering.begin(request, person, how=provider, next_url=next_url, now=now):
            raise ImmediateHttpResponse(redirect(next_url))
        raise ImmediateHttpResponse(redirect(reverse("accounts:second")))

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: Any = None,
    ) -> None:
        """Show our page; the cause goes into the trail.

        Raises:
            ImmediateHttpResponse: Always.
        """
        record(
            by=None,
            action="person.identity_refused",
            details={
                "provider": str(getattr(provider.app, "provider_id", "")),
                "error": str(error or ""),
                "cause": str(exception or "")[:200],
            },
            now=timezone.now(),
            address=address_of(request),
        )
        raise ImmediateHttpResponse(_refused(request, str(error or "unknown")))


def _refused(request: HttpRequest, error: str) -> Any:
    context = {"cancelled": error == "cancelled", "nobody": error == "nobody"}
    return render(request, "accounts/openid_refused.html", context, status=403)
