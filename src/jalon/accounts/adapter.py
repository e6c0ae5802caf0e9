"""What Jalon asks of allauth differently: closed sign-up, its own words, its own letters."""

import secrets
from typing import Any, cast
from urllib.parse import quote

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.ratelimit import respond_429
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jalon.accounts import letters, limits
from jalon.accounts.models import User
from jalon.core.refusals import Refused

SILENT = {"account/messages/logged_in.txt", "account/messages/logged_out.txt", "account/messages/login_code_sent.txt"}
"""News that the page itself already tells."""

SECRET = {"login_code", "password_reset_key", "email_confirmation", "email_confirmation_signup"}
"""Letters with a code or a link that opens something."""


ANSWERS = {"unknown_account", "account_already_exists"}
"""Letters that come instead of a code, where there is no account or already one."""


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are born by invitation or by a young person's registration, never by a bare sign-up form."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("Ce compte est fermé."),
        "email_password_mismatch": _("L’adresse ou le mot de passe n’est pas le bon."),
        "enter_current_password": _("Saisissez votre mot de passe actuel."),
        "incorrect_code": _("Ce code n’est pas le bon."),
        "incorrect_password": _("Ce mot de passe n’est pas le bon."),
        "invalid_or_expired_key": _("Ce lien n’est plus valable."),
        "invalid_login": _("L’adresse ou le mot de passe n’est pas le bon."),
        "invalid_password_reset": _("Ce lien n’est plus valable : demandez-en un nouveau."),
        "rate_limited": _("Trop d’essais en peu de temps. Attendez quelques minutes, puis recommencez."),
        "same_as_current": _("C’est déjà votre adresse."),
        "too_many_login_attempts": _("Trop d’essais en peu de temps. Attendez quelques minutes, puis recommencez."),
        "unverified_primary_email": _("Votre adresse principale doit d’abord être vérifiée."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def populate_username(self, request: HttpRequest, user: User) -> None:
        """Jalon has no user names."""

    def generate_login_code(self) -> str:
        return new_code()

    def generate_email_verification_code(self) -> str:
        return new_code()

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("entrance:account")

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Always the installation's own address, whatever host the request named."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return letters.absolute(path.replace("UID-KEY", quote(key)))

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *rest: Any, **named: Any
    ) -> None:
        if message_template not in SILENT:
            super().add_message(request, level, message_template, *rest, **named)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a letter, unless this mailbox already received as many codes and links as a day allows.

        Addresses without account are counted too, by the letter that tells them so: the answer never says which is
        which.
        """
        if template_prefix.rpartition("/")[2] in SECRET | ANSWERS:
            request = cast(HttpRequest, allauth.request)
            try:
                limits.take(request, "codes_day", key=email)
            except Refused as refusal:
                raise ImmediateHttpResponse(respond_429(request)) from refusal
        super().send_mail(template_prefix, email, context)

    def render_mail(
        self, template_prefix: str, email: str | list[str], context: dict[str, Any], headers: dict | None = None
    ) -> EmailMessage:
        """A letter in the form that the outbox expects."""
        to = email if isinstance(email, str) else email[0]
        name = template_prefix.rpartition("/")[2]
        whole = {name: letters.absolute(reverse(f"account_{name[:-4]}")) for name in ("login_url", "signup_url")}
        values = {**context, **whole}
        return letters.compose(
            letters.written(f"{template_prefix}_subject.txt", values),
            letters.written(f"{template_prefix}_message.txt", values),
            to,
            reason=str(_("cette adresse a été saisie pour se connecter à Jalon, ou en protège un compte")),
            secret=name in SECRET,
            from_email=self.get_from_email(),
        )


def new_code() -> str:
    """Six random digits, as they are read aloud."""
    return letters.spaced(f"{secrets.randbelow(10**6):06d}")
