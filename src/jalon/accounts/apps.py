from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.http import HttpRequest

    from jalon.ui.registries.layout import Identity


def _identify(request: "HttpRequest") -> "Identity | None":
    """The name in the corner: the person's in their centre, else the account's address."""
    from jalon.core.texts import localized
    from jalon.ui.registries.layout import Identity

    person = getattr(request, "person", None)
    if person is not None:
        return Identity(person.full_name, localized(getattr(request, "role", None)))
    user = getattr(request, "user", None)
    return Identity(user.email) if user is not None and user.is_authenticated else None


def _account(centre: Any) -> str:
    return reverse("accounts:me", args=[centre.code]) if centre else reverse("entrance:account")


class AccountsConfig(AppConfig):
    name = "jalon.accounts"
    label = "accounts"

    def ready(self) -> None:
        from jalon.accounts import acts, classification, ending
        from jalon.core import acts as registry
        from jalon.core import capabilities
        from jalon.people.duplicates import resolvers
        from jalon.privacy import erasing
        from jalon.ui.registries import layout, navigation

        registry.register(*acts.ACTS)
        capabilities.declare(
            {
                "accounts.read": _("Voir l’équipe, ses rôles et ses absences"),
                "accounts.invite": _("Inviter dans l’équipe"),
            }
        )
        classification.declare()
        erasing.first(ending.forget)
        resolvers.register(
            "accounts_link_person",
            resolvers.refuse(_("Les deux fiches ont un compte : fermez d’abord celui qui ne sert plus.")),
        )
        layout.identify(_identify)
        navigation.register(
            navigation.Entry(
                "accounts.team",
                _("Équipe"),
                "users-group",
                url=lambda centre: reverse("accounts:team", args=[centre.code]) if centre else None,
                section="centre",
                order=10,
                capability="accounts.read",
            ),
            navigation.Entry(
                "accounts.me", _("Mon compte"), "user-circle", url=_account, area="account", order=10, signed_in=True
            ),
            navigation.Entry(
                "accounts.absence",
                _("Je serai absent·e"),
                "calendar-off",
                url=lambda centre: reverse("accounts:absence", args=[centre.code]) if centre else None,
                area="account",
                order=20,
                capability="accounts.read",
                signed_in=True,
            ),
            navigation.Entry(
                "accounts.sign_out",
                _("Se déconnecter"),
                "logout",
                url=lambda centre: reverse("account_logout"),
                area="account",
                order=90,
                post=True,
                signed_in=True,
            ),
        )
