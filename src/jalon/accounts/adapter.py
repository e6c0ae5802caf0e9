"""What Jalon asks of allauth differently."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from jalon.accounts.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are born by invitation or by a young person's registration, never by a bare sign-up form."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def populate_username(self, request: HttpRequest, user: User) -> None:
        """Jalon has no user names."""
