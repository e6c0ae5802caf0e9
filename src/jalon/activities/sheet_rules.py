"""Decisions about event sheets and reviews, without database or clock. (M33, P13.11)"""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.activities.models import Activity, Decision, EventSheet, Visa, VisaStep

SECTIONS = {
    "purpose": gettext_lazy("But"),
    "expected_results": gettext_lazy("Résultats attendus"),
    "audience": gettext_lazy("Public visé"),
    "logistics": gettext_lazy("Logistique"),
    "communication": gettext_lazy("Communication"),
    "risks": gettext_lazy("Risques et réponses prévues"),
}
"""What is written in a sheet, in its order."""
HINTS = {
    "purpose": gettext_lazy("Pourquoi cet évènement, et à quelle action du plan il répond."),
    "expected_results": gettext_lazy("Ce que l’on pourra compter après : participants, entreprises, offres…"),
    "audience": gettext_lazy("Qui est invité, combien, et comment le choisir."),
    "logistics": gettext_lazy("Salle, matériel, transport, restauration, accueil : qui s’en charge, pour quand."),
    "communication": gettext_lazy("Affiches, réseaux, relais des établissements et des Ambassadeurs."),
    "risks": gettext_lazy("Ce qui peut manquer ou arriver, et ce que l’on fera alors."),
}


class SheetState(StrEnum):
    """Where an event sheet stands between its writing and its two visas."""

    DRAFT = "draft"
    RETURNED = "returned"
    SUBMITTED = "submitted"
    SIGNED = "signed"
    APPROVED = "approved"


def standing(visas: Iterable[Visa], revision: int) -> dict[str, Visa]:
    """The visas that hold for this revision, by step."""
    return {
        visa.step: visa
        for visa in visas
        if visa.revision == revision and visa.decision == Decision.APPROVED and visa.withdrawn_at is None
    }


def sheet_state(sheet: EventSheet, visas: Iterable[Visa]) -> SheetState:
    """Where the sheet stands now; approved only by both steps, in their order. (P13.11)"""
    visas = list(visas)
    given = standing(visas, sheet.revision)
    if VisaStep.MANAGER in given:
        return SheetState.APPROVED if VisaStep.HOST in given else SheetState.SIGNED
    if sheet.submitted_at:
        return SheetState.SUBMITTED
    last = visas[-1] if visas else None
    return SheetState.RETURNED if last and last.decision == Decision.RETURNED else SheetState.DRAFT


def next_step(state: SheetState) -> VisaStep | None:
    """Whose visa is awaited."""
    return {SheetState.SUBMITTED: VisaStep.MANAGER, SheetState.SIGNED: VisaStep.HOST}.get(state)


def why_not_submitted(sheet: EventSheet, state: SheetState) -> str | None:
    """What keeps the visas from being asked."""
    if state not in (SheetState.DRAFT, SheetState.RETURNED):
        return _("Les visas de cette fiche sont déjà demandés.")
    if not (sheet.purpose.strip() and sheet.expected_results.strip()):
        return _("Écrivez au moins le but et les résultats attendus avant de demander les visas.")
    if sheet.activity.cancelled_at:
        return _("Cette activité est annulée.")
    return None


def why_not_decided(state: SheetState, step: str) -> str | None:
    """What keeps this step from deciding: the Manager first, the host institution next. (P13.11)"""
    awaited = next_step(state)
    if awaited == step:
        return None
    if awaited is None:
        return _("Cette fiche n’attend pas de visa.")
    if step == VisaStep.HOST:
        return _("Le Manager vise la fiche avant l’institution hôte.")
    return _("Le Manager a déjà visé cette fiche.")


def why_not_withdrawn(visa: Visa, state: SheetState) -> str | None:
    """What keeps a visa from being taken back: another one stands on it."""
    if visa.withdrawn_at:
        return _("Ce visa est déjà retiré.")
    if visa.decision == Decision.APPROVED and visa.step == VisaStep.MANAGER and state is SheetState.APPROVED:
        return _("L’institution hôte a visé la fiche après le Manager : retirez d’abord son visa.")
    return None


def digest(text: str) -> str:
    """What tells whether a section is still the one that was opened."""
    return hashlib.sha256(text.replace("\r\n", "\n").strip().encode()).hexdigest()[:16]


def why_not_written(now_there: str, opened: str, text: str) -> str | None:
    """Somebody else changed the section meanwhile: nobody's words are lost, both are shown."""
    if not opened or digest(now_there) in (opened, digest(text)):
        return None
    return _("Cette rubrique a été modifiée pendant que vous écriviez. Reprenez ci-dessous ce qui doit rester.")


def why_not_reviewed(activity: Activity, now: datetime) -> str | None:
    """What keeps the balance sheet from being written."""
    if activity.cancelled_at:
        return _("Cette activité est annulée : il n’y a pas de bilan à écrire.")
    if now < activity.starts_at:
        return _("Le bilan s’écrit une fois l’activité commencée.")
    return None
