"""Signing in: allauth's methods only; Django's groups and permissions are not used."""

from allauth.account.auth_backends import AuthenticationBackend


class AccountBackend(AuthenticationBackend):
    """Password or e-mailed code. Permissions come from policies, so every `has_perm` question answers no."""

    def get_user_permissions(self, user_obj: object, obj: object = None) -> set[str]:
        return set()

    def get_group_permissions(self, user_obj: object, obj: object = None) -> set[str]:
        return set()

    def get_all_permissions(self, user_obj: object, obj: object = None) -> set[str]:
        return set()
