"""OpenID Connect: whose identity the provider proves. Accounts are linked, never made."""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, Any

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from xiezhi_desk.accounts.records import Person
from xiezhi_desk.audit.services import record

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

__all__ = ["Identity", "ask", "person_of", "providers"]

NONCE = "openid_nonce"
ALGORITHMS = ("RS256", "PS256", "ES256")
LEEWAY = 60
"""Seconds by which the provider's clock may differ."""


def providers() -> list[dict[str, str]]:
    """Providers the office has set up: id and name, for the sign-in page."""
    apps: list[dict[str, Any]] = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    return [{"id": one["provider_id"], "name": one["name"]} for one in apps]


class Identity(OpenIDConnectOAuth2Adapter):
    """allauth's own, stricter.

    The signature, issuer, audience, dates and nonce of the ID token are always checked, and the
    userinfo must be about the same subject.
    """

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        """Our own address; allauth's pages are not mounted."""
        return str(
            request.build_absolute_uri(reverse("accounts:openid_back", args=(self.provider_id,)))
        )

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        """Prove the ID token, then ask for the userinfo.

        Raises:
            OAuth2Error: Anything about the token is not as it must be.
        """
        credential = kwargs["response"].get("id_token")
        if not isinstance(credential, str):
            message = "no ID token"
            raise OAuth2Error(message)
        claims = self._proven(credential, app.client_id)
        nonce = request.session.pop(NONCE, "")
        if not nonce or not secrets.compare_digest(str(claims.get("nonce", "")), nonce):
            message = "the ID token's nonce is not the one of this browser"
            raise OAuth2Error(message)
        said = dict(claims)
        if "userinfo_endpoint" in self.openid_config:
            info = self._fetch_user_info(token.token)
            if info.get("sub") != claims["sub"]:
                message = "userinfo and ID token are about different subjects"
                raise OAuth2Error(message)
            said |= info
        signing_in = self.get_provider().sociallogin_from_response(request, {"userinfo": said})
        signing_in.account.extra_data = {}
        signing_in.claims = said
        return signing_in

    def _proven(self, credential: str, audience: str) -> dict[str, Any]:
        try:
            with get_adapter().get_requests_session() as session:
                answer = session.get(self.openid_config["jwks_uri"])
                answer.raise_for_status()
                keys = jwt.PyJWKSet.from_dict(answer.json())
            header = jwt.get_unverified_header(credential)
            key = next(one for one in keys.keys if header.get("kid") in (None, one.key_id))
            claims: dict[str, Any] = jwt.decode(
                credential,
                key=key.key,
                algorithms=list(ALGORITHMS),
                audience=audience,
                issuer=self.openid_config["issuer"],
                leeway=LEEWAY,
                options={"require": ["exp", "iat", "iss", "aud", "sub"]},
            )
        except (jwt.PyJWTError, StopIteration, KeyError, json.JSONDecodeError) as problem:
            message = f"ID token refused: {type(problem).__name__}"
            raise OAuth2Error(message) from problem
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if claims.get("azp", audience if not several else None) != audience:
            message = "ID token refused: issued to another party"
            raise OAuth2Error(message)
        return claims


def ask(request: HttpRequest, provider_id: str, next_url: str) -> Any:
    """The redirect to the provider, with state, PKCE and a nonce bound to this browser.

    Raises:
        SocialApp.DoesNotExist: No such provider.
    """
    provider = Identity(request, provider_id).get_provider()
    provider.get_oauth2_adapter = lambda asked: Identity(asked, provider_id)
    nonce = request.session[NONCE] = secrets.token_urlsafe(24)
    return provider.redirect(
        request, process="login", next_url=next_url, auth_params={"nonce": nonce}
    )


@transaction.atomic
def person_of(signing_in: Any, *, now: datetime) -> Person | None:
    """The person an identity belongs to: linked before, or by username or proven mail now.

    Args:
        signing_in: allauth's ``SocialLogin`` with our ``claims``.
        now: The moment.

    Returns:
        None when nobody, more than one person or somebody disabled fits.
    """
    account = signing_in.account
    linked = SocialAccount.objects.filter(provider=account.provider, uid=account.uid).first()
    if linked is not None:
        return Person.objects.filter(pk=linked.user_id, is_active=True).first()
    person = _match(signing_in)
    if (
        person is None
        or SocialAccount.objects.filter(user=person, provider=account.provider).exists()
    ):
        return None
    SocialAccount.objects.create(user=person, provider=account.provider, uid=account.uid)
    record(
        by=person,
        action="person.identity_linked",
        thing=f"person:{person.number}",
        details={"provider": account.provider},
        now=now,
    )
    return person


def _match(signing_in: Any) -> Person | None:
    claims = signing_in.claims
    by = signing_in.account.get_provider().app.settings.get("match", "username")
    if by == "email":
        if claims.get("email_verified") is not True or not claims.get("email"):
            return None
        found = Person.objects.filter(email__iexact=str(claims["email"]), is_active=True)
    else:
        name = str(claims.get("preferred_username") or "").strip()
        if not name:
            return None
        found = Person.objects.filter(username__iexact=name, is_active=True)
    two = list(found[:2])
    return two[0] if len(two) == 1 else None
