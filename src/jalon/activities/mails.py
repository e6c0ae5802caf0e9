"""The kinds of messages about activities, each with the reason why the person receives it."""

from django.utils.translation import gettext_lazy as _

from jalon.messaging.kinds import Audience, MailKind

_REGISTERED = _("vous avez une inscription à une activité du centre.")
_PRESENT = _("vous avez participé à une activité du centre.")

KINDS = [
    MailKind(
        "activities.request_received", _("Demande d’inscription reçue"), Audience.YOUNG, _REGISTERED, essential=True
    ),
    MailKind("activities.confirmed", _("Inscription confirmée"), Audience.YOUNG, _REGISTERED, essential=True),
    MailKind("activities.on_waiting_list", _("Liste d’attente"), Audience.YOUNG, _REGISTERED, essential=True),
    MailKind("activities.place_offered", _("Place proposée"), Audience.YOUNG, _REGISTERED, essential=True),
    MailKind("activities.offer_lapsed", _("Place proposée sans réponse"), Audience.YOUNG, _REGISTERED, essential=True),
    MailKind(
        "activities.registration_cancelled",
        _("Inscription annulée par l’équipe"),
        Audience.YOUNG,
        _REGISTERED,
        essential=True,
        may_wake=True,
    ),
    MailKind(
        "activities.changed",
        _("Changement de date ou de lieu"),
        Audience.YOUNG,
        _REGISTERED,
        essential=True,
        may_wake=True,
    ),
    MailKind("activities.cancelled", _("Activité annulée"), Audience.YOUNG, _REGISTERED, essential=True, may_wake=True),
    MailKind("activities.reminder", _("Rappel"), Audience.YOUNG, _REGISTERED, essential=True),
    MailKind("activities.questionnaire", _("Questionnaire de satisfaction"), Audience.YOUNG, _PRESENT, essential=True),
    MailKind("activities.certificate", _("Attestation délivrée"), Audience.YOUNG, _PRESENT, essential=True),
]
