"""Decisions about partners, without database or clock."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jalon.core import names
from jalon.partners.models import CallBack, Contact, Organisation, OrganisationMerge

LEGAL_FORMS = frozenset(
    word
    for line in ("sarl sarlau sa sas sasu snc scop scic eurl gie ste societe cie", "inc ltd llc gmbh", "شركه شمم")
    for word in line.split()
)
"""Words of a name that say which form a company has, not which company it is."""

SPEAKING = "intervention"
"""The interest that makes somebody a possible speaker; kits keep this code. (P17.2)"""

RECENT = timedelta(days=365)
"""An exchange of this age is no longer recent."""


def bare_key(name: str) -> str:
    """What two ways of writing one organisation have in common: « Argan Conseil S.A. » and « ARGAN-CONSEIL »."""
    written = re.sub(r"\b([^\W\d_])\.(?=[^\W\d_]\b)", r"\1", name).replace(".", " ")  # S.A.R.L. is one word
    words = [word for word in names.key(written).split() if word not in LEGAL_FORMS]
    return "".join(words) or names.compact(name)


def domain_of(address: str) -> str:
    """What follows the @ of an address."""
    return address.rpartition("@")[2].lower()


def staff_words(organisation: Organisation) -> str:
    """How many people work there, in words; nothing when unknown."""
    low, high = organisation.staff_from, organisation.staff_to
    if low is None:
        return ""
    if high is None:
        return _("plus de %(low)s personnes") % {"low": f"{low:,}".replace(",", " ")}
    if low == high:
        return ngettext("%(n)s personne", "%(n)s personnes", low) % {"n": f"{low:,}".replace(",", " ")}
    return _("%(low)s à %(high)s personnes") % {"low": low, "high": high}


def why_not_named(name: str) -> str | None:
    """What is wrong with the name of an organisation, or None."""
    if not names.key(name):
        return _("Donnez le nom de l’organisation.")
    return None


def why_not_a_contact(fields: dict[str, object]) -> str | None:
    """What is missing for somebody to be told from others, or None."""
    if not any(str(fields.get(code) or "").strip() for code in ("last_name", "email", "phone", "function")):
        return _("Donnez au moins un nom, une fonction, un e-mail ou un téléphone.")
    return None


def why_not_noted(organisation: Organisation, contact: Contact | None, *, day: date, today: date) -> str | None:
    """What keeps this exchange from being noted, or None."""
    if contact is not None and contact.organisation_id != organisation.pk:
        return _("Ce contact n’est pas de cette organisation : choisissez l’un des siens.")
    if contact is not None and contact.erased_at:
        return _("Ce contact a été effacé.")
    if day > today:
        return _("Un échange a déjà eu lieu : pour plus tard, choisissez une date de rappel.")
    return None


def why_not_called_back(contact: Contact | None, *, due_on: date, today: date) -> str | None:
    """What keeps a call-back from being planned for this day, or None."""
    if due_on < today:
        return _("La date de rappel est passée : choisissez aujourd’hui ou un jour à venir.")
    if contact is not None and contact.no_contact_on:
        return _("%(name)s ne souhaite plus être contacté : aucun rappel ne peut être prévu.") % {
            "name": contact.full_name
        }
    return None


def why_not_done(call_back: CallBack) -> str | None:
    """What keeps a call-back from being done or put off, or None."""
    if call_back.done_at:
        return _("Ce rappel est déjà fait.")
    if call_back.cancelled_at:
        return _("Ce rappel a été retiré avec son échange.")
    return None


def why_not_merged(kept: Organisation, merged: Organisation) -> str | None:
    """What keeps these two records from becoming one, or None."""
    if kept.pk == merged.pk or kept.centre_id != merged.centre_id:
        return _("Choisissez deux organisations différentes du même centre.")
    if kept.merged_into_id or merged.merged_into_id:
        return _("L’une des deux fiches est déjà réunie à une autre : ouvrez celle qui reste.")
    return None


def why_not_separated(merge: OrganisationMerge) -> str | None:
    """What keeps a join from being undone, or None."""
    if merge.undone_at:
        return _("Ces fiches sont déjà séparées.")
    if merge.kept.merged_into_id:
        return _("La fiche gardée a été réunie depuis à une autre : séparez d’abord celles-là.")
    return None


def call_back_days(today: date) -> list[tuple[str, date]]:
    """The usual days to call back, as one says them; never a Saturday or a Sunday."""
    wanted = (
        (_("Demain"), today + timedelta(days=1)),
        (_("Dans une semaine"), today + timedelta(days=7)),
        (_("Dans deux semaines"), today + timedelta(days=14)),
        (_("Dans un mois"), today + timedelta(days=30)),
        (_("Dans trois mois"), today + timedelta(days=91)),
    )
    return [(label, working(day)) for label, day in wanted]


def working(day: date) -> date:
    """The day itself, or the Monday that follows."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day


def missing_of_speaker(
    contact: Contact, *, has_themes: bool, last_answer: date | None, has_exchanges: bool, today: date
) -> list[str]:
    """What is missing before somebody can be asked to speak, in words. (P17.3, P18.4)"""
    missing = []
    if not contact.email:
        missing.append(_("pas d’e-mail"))
    if not contact.phone:
        missing.append(_("pas de téléphone"))
    if not has_themes:
        missing.append(_("thèmes à préciser"))
    if not has_exchanges:
        missing.append(_("aucun échange"))
    elif last_answer is None:
        missing.append(_("n’a jamais répondu"))
    elif last_answer < today - RECENT:
        missing.append(_("pas d’échange récent"))
    return missing


def joined(parts: Iterable[str]) -> str:
    """What there is of these parts, on one line."""
    return " · ".join(part for part in parts if part)
