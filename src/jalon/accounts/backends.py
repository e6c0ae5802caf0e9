"""Signing in: allauth's methods only; Django's groups and permissions are not used."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from jalon.accounts.passwords import is_refused


class AccountBackend(AuthenticationBackend):
    """Password or e-mailed code. Permissions come from policies, so every `has_perm` question answers no."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> AbstractBaseUser | None:
        """The demonstration's password opens nothing elsewhere, even on a copy of its data."""
        password = credentials.get("password") or ""
        if is_refused(password):
            self._mitigate_timing_attack(password)
            return None
        return super().authenticate(request, **credentials)

    def get_user_permissions(self, user_obj: object, obj: object = None) -> set[str]:
        return set()

    def get_group_permissions(self, user_obj: object, obj: object = None) -> set[str]:
        return set()

    def get_all_permissions(self, user_obj: object, obj: object = None) -> set[str]:
        return set()
