"""What happens to activities, in words."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jalon.core.acts import Act, Kind


def _page(activity: Any) -> str:
    return reverse("activities:activity", args=[activity.centre.code, activity.public_id])


def _registration_page(registration: Any) -> str:
    return _page(registration.activity)


ACTIVITY = Kind(
    "activity",
    _("Activité"),
    "activities.Activity",
    page=_page,
    name=lambda activity: activity.title,
    anchors={"start": lambda activity: activity.starts_at, "end": lambda activity: activity.ends_at},
)
REGISTRATION = Kind(
    "registration",
    _("Inscription"),
    "activities.Registration",
    page=_registration_page,
    name=lambda registration: registration.activity.title,
)
CERTIFICATE = Kind(
    "certificate", _("Attestation"), "activities.Certificate", name=lambda certificate: certificate.number
)
ACTIVITY_TYPE = Kind(
    "activity_type",
    _("Type d’activité"),
    "activities.ActivityType",
    page=lambda kind: reverse("activities:kind", args=[kind.centre.code, kind.code]),
)
EVENT_SHEET = Kind(
    "event_sheet",
    _("Fiche évènement"),
    "activities.EventSheet",
    page=lambda sheet: reverse("activities:event_sheet", args=[sheet.centre.code, sheet.public_id]),
)
VISA = Kind("visa", _("Visa"), "activities.Visa")
KINDS = [ACTIVITY, REGISTRATION, CERTIFICATE, ACTIVITY_TYPE, EVENT_SHEET, VISA]

CREATED = "activities.created"
EDITED = "activities.edited"
PUBLISHED = "activities.published"
UNPUBLISHED = "activities.unpublished"
POSTPONED = "activities.postponed"
CANCELLED = "activities.cancelled"
RESTORED = "activities.restored"
REGISTERED = "activities.registered"
CONFIRMED = "activities.confirmed"
REGISTRATION_ENDED = "activities.registration_ended"
REGISTRATION_RESTORED = "activities.registration_restored"
PLACE_OFFERED = "activities.place_offered"
OFFER_ACCEPTED = "activities.offer_accepted"
COMING = "activities.coming"
REMINDED = "activities.reminded"
MARKED = "activities.marked"
MARKING_UNDONE = "activities.marking_undone"
SHEET_NUMBERED = "activities.sheet_numbered"
SHEET_APPLIED = "activities.sheet_applied"
CLOSED = "activities.closed"
REOPENED = "activities.reopened"
CERTIFICATE_ISSUED = "activities.certificate_issued"
CERTIFICATE_WITHDRAWN = "activities.certificate_withdrawn"
SHEET_STARTED = "activities.sheet_started"
SHEET_WRITTEN = "activities.sheet_written"
BUDGET_PLANNED = "activities.budget_planned"
BUDGET_REMOVED = "activities.budget_removed"
BUDGET_RESTORED = "activities.budget_restored"
VISAS_ASKED = "activities.visas_asked"
VISA_GIVEN = {"manager": "activities.visa_given_by_manager", "host": "activities.visa_given_by_host"}
"""The act of each step: procedures wait for one or the other. (P13.11)"""
SHEET_RETURNED = "activities.sheet_returned"
VISA_WITHDRAWN = "activities.visa_withdrawn"
REVIEWED = "activities.reviewed"
TYPE_ADDED = "activities.type_added"
TYPE_CONFIGURED = "activities.type_configured"
TYPE_MOVED = "activities.type_moved"
TYPE_ARCHIVED = "activities.type_archived"
TYPE_RESTORED = "activities.type_restored"

_SHEET_ACTS = [
    Act(
        SHEET_STARTED,
        "activity",
        _("Fiche évènement commencée"),
        _("%(author)s a commencé la fiche évènement de « %(object)s »"),
    ),
    Act(
        SHEET_WRITTEN,
        "activity",
        _("Fiche évènement écrite"),
        _("%(author)s a écrit dans la fiche évènement de « %(object)s »"),
    ),
    Act(BUDGET_PLANNED, "activity", _("Dépense prévue"), _("%(author)s a prévu une dépense pour « %(object)s »")),
    Act(
        BUDGET_REMOVED,
        "activity",
        _("Dépense retirée"),
        _("%(author)s a retiré une dépense prévue pour « %(object)s »"),
        undoes=BUDGET_PLANNED,
    ),
    Act(
        BUDGET_RESTORED,
        "activity",
        _("Dépense remise"),
        _("%(author)s a remis une dépense prévue pour « %(object)s »"),
        undoes=BUDGET_REMOVED,
    ),
    Act(
        VISAS_ASKED,
        "activity",
        _("Visas demandés"),
        _("%(author)s a demandé les visas de la fiche évènement de « %(object)s »"),
    ),
    Act(
        VISA_GIVEN["manager"],
        "activity",
        _("Visa du Manager"),
        _("%(author)s a enregistré le visa du Manager sur la fiche évènement de « %(object)s »"),
    ),
    Act(
        VISA_GIVEN["host"],
        "activity",
        _("Visa de l’institution hôte"),
        _("%(author)s a enregistré le visa de l’institution hôte sur la fiche évènement de « %(object)s »"),
    ),
    Act(
        SHEET_RETURNED,
        "activity",
        _("Fiche évènement renvoyée"),
        _("%(author)s a renvoyé la fiche évènement de « %(object)s »"),
    ),
    Act(
        VISA_WITHDRAWN,
        "activity",
        _("Visa retiré"),
        _("%(author)s a retiré un visa de la fiche évènement de « %(object)s »"),
    ),
    Act(REVIEWED, "activity", _("Bilan écrit"), _("%(author)s a écrit le bilan de « %(object)s »")),
]
_TYPE_ACTS = [
    Act(
        TYPE_ADDED,
        "activity_type",
        _("Type d’activité ajouté"),
        _("%(author)s a ajouté le type d’activité « %(object)s »"),
    ),
    Act(
        TYPE_CONFIGURED,
        "activity_type",
        _("Type d’activité réglé"),
        _("%(author)s a changé les réglages du type d’activité « %(object)s »"),
    ),
    Act(
        TYPE_MOVED,
        "activity_type",
        _("Type d’activité déplacé"),
        _("%(author)s a déplacé « %(object)s » dans la liste des types d’activité"),
    ),
    Act(
        TYPE_ARCHIVED,
        "activity_type",
        _("Type d’activité archivé"),
        _("%(author)s a archivé le type d’activité « %(object)s »"),
    ),
    Act(
        TYPE_RESTORED,
        "activity_type",
        _("Type d’activité remis en service"),
        _("%(author)s a remis en service le type d’activité « %(object)s »"),
        undoes=TYPE_ARCHIVED,
    ),
]

ACTS = [
    Act(CREATED, "activity", _("Activité créée"), _("%(author)s a créé « %(object)s »")),
    Act(EDITED, "activity", _("Activité modifiée"), _("%(author)s a modifié « %(object)s »")),
    Act(PUBLISHED, "activity", _("Activité publiée"), _("%(author)s a publié « %(object)s »")),
    Act(
        UNPUBLISHED,
        "activity",
        _("Publication retirée"),
        _("%(author)s a remis « %(object)s » en brouillon"),
        undoes=PUBLISHED,
    ),
    Act(
        POSTPONED,
        "activity",
        _("Activité reportée"),
        _("%(author)s a reporté « %(object)s » du %(former)s au %(new)s"),
    ),
    Act(CANCELLED, "activity", _("Activité annulée"), _("%(author)s a annulé « %(object)s »")),
    Act(
        RESTORED,
        "activity",
        _("Annulation reprise"),
        _("%(author)s a rétabli « %(object)s »"),
        undoes=CANCELLED,
    ),
    Act(
        REGISTERED,
        "activity",
        _("Inscription"),
        _("%(author)s a inscrit %(person)s à « %(object)s »"),
        of_oneself=_("%(author)s a demandé une place à « %(object)s »"),
    ),
    Act(
        CONFIRMED,
        "activity",
        _("Inscriptions confirmées"),
        _("%(author)s a confirmé %(count)s inscription(s) à « %(object)s »"),
    ),
    Act(
        REGISTRATION_ENDED,
        "activity",
        _("Inscription annulée"),
        _("%(author)s a annulé l’inscription de %(person)s à « %(object)s »"),
        of_oneself=_("%(author)s a libéré sa place à « %(object)s »"),
        undoes=REGISTERED,
    ),
    Act(
        REGISTRATION_RESTORED,
        "activity",
        _("Inscription rétablie"),
        _("%(author)s a rétabli l’inscription de %(person)s à « %(object)s »"),
        undoes=REGISTRATION_ENDED,
    ),
    Act(
        PLACE_OFFERED,
        "activity",
        _("Place proposée"),
        _("%(author)s a proposé une place de « %(object)s » à %(person)s"),
    ),
    Act(
        OFFER_ACCEPTED,
        "activity",
        _("Place acceptée"),
        _("%(person)s a accepté la place proposée pour « %(object)s »"),
    ),
    Act(COMING, "activity", _("Venue annoncée"), _("%(person)s a répondu « je viens » pour « %(object)s »")),
    Act(
        REMINDED,
        "activity",
        _("Rappel envoyé"),
        _("%(author)s a rappelé « %(object)s » à %(count)s personne(s)"),
    ),
    Act(MARKED, "activity", _("Appel"), _("%(author)s a noté %(count)s présence(s) à « %(object)s »")),
    Act(
        MARKING_UNDONE,
        "activity",
        _("Appel repris"),
        _("%(author)s a repris %(count)s réponse(s) de l’appel de « %(object)s »"),
        undoes=MARKED,
    ),
    Act(
        SHEET_NUMBERED,
        "activity",
        _("Feuille de présence imprimée"),
        _("%(author)s a imprimé la feuille de présence de « %(object)s » : %(count)s numéro(s) donné(s)"),
    ),
    Act(
        SHEET_APPLIED,
        "activity",
        _("Feuille de présence importée"),
        _("%(author)s a importé la feuille de présence de « %(object)s » : %(count)s ligne(s)"),
    ),
    Act(CLOSED, "activity", _("Activité clôturée"), _("%(author)s a clôturé « %(object)s » : %(present)s présent(s)")),
    Act(
        REOPENED,
        "activity",
        _("Clôture annulée"),
        _("%(author)s a rouvert « %(object)s »"),
        undoes=CLOSED,
    ),
    Act(
        CERTIFICATE_ISSUED,
        "certificate",
        _("Attestation délivrée"),
        _("%(author)s a délivré l’attestation %(object)s à %(person)s"),
    ),
    Act(
        CERTIFICATE_WITHDRAWN,
        "certificate",
        _("Attestation retirée"),
        _("%(author)s a retiré l’attestation %(object)s de %(person)s"),
        undoes=CERTIFICATE_ISSUED,
    ),
    *_TYPE_ACTS,
    *_SHEET_ACTS,
]
