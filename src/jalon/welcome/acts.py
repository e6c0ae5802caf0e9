"""What happens at the desk, in words."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jalon.core.acts import Act, Kind


def _page(visit: Any) -> str:
    return reverse("welcome:visit", args=[visit.centre.code, visit.public_id])


def _roster(shift: Any) -> str:
    return f"{reverse('welcome:roster', args=[shift.centre.code])}?semaine={shift.day}"


VISIT = Kind("visit", _("Visite"), "welcome.Visit", page=_page, name=lambda visit: str(visit.where))
CHOICES = Kind("welcome_choices", _("Réglages de l’accueil"), "welcome.Choices", name=lambda row: str(_("l’accueil")))
SHIFT = Kind("shift", _("Créneau d’accueil"), "welcome.Shift", page=_roster, name=lambda shift: str(shift.where))
KINDS = [VISIT, CHOICES, SHIFT]

ARRIVED = "welcome.arrived"
RECEIVED = "welcome.received"
RECORDED = "welcome.recorded"
ENDED = "welcome.ended"
LEFT = "welcome.left"
MOVED_BACK = "welcome.moved_back"
CANCELLED = "welcome.cancelled"
RESTORED = "welcome.restored"
INVITED = "welcome.invited"
COMPLETED = "welcome.completed"
CHOSEN = "welcome.chosen"
SHIFT_PLANNED = "welcome.shift_planned"
SHIFT_REPLACED = "welcome.shift_replaced"
SHIFT_CANCELLED = "welcome.shift_cancelled"
SHIFT_RESTORED = "welcome.shift_restored"

ACTS = [
    Act(ARRIVED, "visit", _("Arrivée"), _("%(author)s a noté l’arrivée de %(person)s (%(object)s)")),
    Act(RECEIVED, "visit", _("Personne reçue"), _("%(author)s reçoit %(person)s (%(object)s)")),
    Act(RECORDED, "visit", _("Fiche de visite remplie"), _("%(author)s a rempli la fiche de visite de %(person)s")),
    Act(ENDED, "visit", _("Visite terminée"), _("%(author)s a terminé la visite de %(person)s (%(object)s)")),
    Act(LEFT, "visit", _("Départ sans être reçu"), _("%(person)s est reparti sans être reçu, noté par %(author)s")),
    Act(MOVED_BACK, "visit", _("Retour dans la file"), _("%(author)s a remis %(person)s dans la file d’accueil")),
    Act(CANCELLED, "visit", _("Visite annulée"), _("%(author)s a annulé la visite de %(person)s"), undoes=ARRIVED),
    Act(RESTORED, "visit", _("Visite rétablie"), _("%(author)s a rétabli la visite de %(person)s"), undoes=CANCELLED),
    Act(INVITED, "visit", _("Invitation au site"), _("%(author)s a invité %(person)s à ouvrir son espace")),
    Act(COMPLETED, "visit", _("Fiche complète"), _("La fiche de visite de %(person)s est complète")),
    Act(CHOSEN, "welcome_choices", _("Réglages de l’accueil"), _("%(author)s a changé les réglages de l’accueil")),
    Act(SHIFT_PLANNED, "shift", _("Créneau d’accueil"), _("%(author)s a mis %(person)s au planning (%(object)s)")),
    Act(
        SHIFT_REPLACED,
        "shift",
        _("Remplacement à l’accueil"),
        _("%(person)s accueille à ce créneau (%(object)s), noté par %(author)s"),
    ),
    Act(
        SHIFT_CANCELLED,
        "shift",
        _("Créneau retiré"),
        _("%(author)s a retiré un créneau de %(person)s (%(object)s)"),
        undoes=SHIFT_PLANNED,
    ),
    Act(
        SHIFT_RESTORED,
        "shift",
        _("Créneau remis"),
        _("%(author)s a remis un créneau de %(person)s (%(object)s)"),
        undoes=SHIFT_CANCELLED,
    ),
]
