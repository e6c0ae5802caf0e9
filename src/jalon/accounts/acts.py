"""What happens to accounts, in words. Accounts belong to nobody's centre: acts are about the person."""

from django.utils.translation import gettext_lazy as _

from jalon.core.acts import Act

CREATED = "accounts.created"
INVITED = "accounts.invited"
REINVITED = "accounts.reinvited"
UNINVITED = "accounts.uninvited"
JOINED = "accounts.joined"
SIGNED_OUT = "accounts.signed_out"
CLOSED = "accounts.closed"
LINK_ISSUED = "accounts.link_issued"
LINK_REVOKED = "accounts.link_revoked"
LINK_RESTORED = "accounts.link_restored"

ACTS = [
    Act(CREATED, "person", _("Compte ouvert"), _("%(author)s a ouvert le compte de %(object)s")),
    Act(INVITED, "person", _("Invitation envoyée"), _("%(author)s a invité %(object)s dans l’équipe")),
    Act(REINVITED, "person", _("Invitation renvoyée"), _("%(author)s a renvoyé son invitation à %(object)s")),
    Act(
        UNINVITED,
        "person",
        _("Invitation retirée"),
        _("%(author)s a retiré l’invitation de %(object)s"),
        undoes=INVITED,
    ),
    Act(JOINED, "person", _("Invitation acceptée"), _("%(object)s a rejoint l’équipe")),
    Act(SIGNED_OUT, "person", _("Déconnexion partout"), _("%(author)s a fermé toutes les sessions de %(object)s")),
    Act(CLOSED, "person", _("Compte fermé"), _("%(author)s a fermé le compte de %(object)s"), undoes=CREATED),
    Act(LINK_ISSUED, "person", _("Lien personnel créé"), _("%(author)s a créé un lien personnel pour %(object)s")),
    Act(
        LINK_REVOKED,
        "person",
        _("Lien personnel retiré"),
        _("%(author)s a retiré un lien personnel de %(object)s"),
        undoes=LINK_ISSUED,
    ),
    Act(
        LINK_RESTORED,
        "person",
        _("Lien personnel rendu"),
        _("%(author)s a rendu un lien personnel à %(object)s"),
        undoes=LINK_REVOKED,
    ),
]
