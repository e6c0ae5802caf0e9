"""allauth's forms with Jalon's words: labels above the fields, one password field, no placeholders."""

from contextlib import suppress
from typing import Any

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from jalon.accounts import limits
from jalon.core.refusals import Refused

LABELS = {
    "login": _("Adresse e-mail"),
    "email": _("Adresse e-mail"),
    "password": _("Mot de passe"),
    "remember": _("Rester connecté·e sur cet appareil"),
    "code": _("Code"),
    "oldpassword": _("Mot de passe actuel"),
    "password1": _("Nouveau mot de passe"),
}
HELP = {"password1": _("Au moins 10 caractères.")}


class Worded:
    """Puts Jalon's labels on the fields that allauth made."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields: dict[str, Any]
        self.fields.pop("password2", None)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.help_text = HELP.get(name, "")
            field.widget.attrs.pop("placeholder", None)
            if name == "code":
                field.widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code"}


class LoginForm(Worded, account.LoginForm):
    """Address and password."""


class RequestLoginCodeForm(Worded, account.RequestLoginCodeForm):
    """Where to send a code."""


class ConfirmLoginCodeForm(Worded, account.ConfirmLoginCodeForm):
    """The code that was sent; whoever guessed wrong too often, against any mailbox, waits."""

    def clean_code(self) -> str:
        try:
            limits.take(context.request, "wrong_code", only_look=True)
            return str(super().clean_code())
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal
        except ValidationError:
            with suppress(Refused):
                limits.take(context.request, "wrong_code")
            raise


class ConfirmEmailVerificationCodeForm(Worded, account.ConfirmEmailVerificationCodeForm):
    """The code that proves a new address."""


class AddEmailForm(Worded, account.AddEmailForm):
    """The account's new address."""


class ChangePasswordForm(Worded, account.ChangePasswordForm):
    """The former password, then the new one."""


class SetPasswordForm(Worded, account.SetPasswordForm):
    """A first password, for an account that had none."""


class ResetPasswordForm(Worded, account.ResetPasswordForm):
    """Where to send a link that lets one choose a new password."""


class ResetPasswordKeyForm(Worded, account.ResetPasswordKeyForm):
    """The new password."""


class ReauthenticateForm(Worded, account.ReauthenticateForm):
    """The password again, before something that protects the account."""


class AuthenticateForm(Worded, mfa.AuthenticateForm):
    """The second factor."""


class ReauthenticateByCodeForm(Worded, mfa.ReauthenticateForm):
    """The second factor again, before something that protects the account."""


class ActivateTOTPForm(Worded, totp.ActivateTOTPForm):
    """The first code of an authenticator application."""
