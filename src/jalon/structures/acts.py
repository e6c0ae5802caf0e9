"""What happens to the organisation, in words."""

from django.utils.translation import gettext_lazy as _

from jalon.core.acts import Act, Kind
from jalon.core.texts import localized

CENTRE = Kind("centre", _("Centre"), "structures.Centre", name=lambda centre: centre.name)
ROLE = Kind("role", _("Rôle"), "structures.Role", name=lambda role: localized(role.label))
ROOM = Kind("room", _("Salle"), "structures.Room", name=lambda room: room.name)
SITE = Kind("site", _("Site"), "structures.Site", name=lambda site: site.name)
REFERENCE = Kind("reference", _("Élément d’une liste"), "structures.Reference")
ESTABLISHMENT = Kind("establishment", _("Établissement"), "structures.Establishment", name=lambda row: row.name)
KINDS = [CENTRE, ROLE, ROOM, SITE, REFERENCE, ESTABLISHMENT]

OPENED = "structures.opened"
OPENING_FINISHED = "structures.opening_finished"
DESCRIBED = "structures.described"
YEAR_SET = "structures.year_set"
MEETING_DAY_SET = "structures.meeting_day_set"
SITE_ADDED = "structures.site_added"
SITE_DESCRIBED = "structures.site_described"
SITE_ARCHIVED = "structures.site_archived"
SITE_RESTORED = "structures.site_restored"
ROOM_ADDED = "structures.room_added"
ROOM_DESCRIBED = "structures.room_described"
ARCHIVED = "structures.archived"
ROOM_RESTORED = "structures.room_restored"
REFERENCE_ADDED = "structures.reference_added"
REFERENCE_RENAMED = "structures.reference_renamed"
REFERENCE_ARCHIVED = "structures.reference_archived"
REFERENCE_RESTORED = "structures.reference_restored"
REFERENCE_CONFIRMED = "structures.reference_confirmed"
REFERENCE_JOINED = "structures.reference_joined"
REFERENCE_ALIASED = "structures.reference_aliased"
REFERENCE_UNALIASED = "structures.reference_unaliased"
LISTS_DELIVERED = "structures.lists_delivered"
ESTABLISHMENT_ADDED = "structures.establishment_added"
ESTABLISHMENT_DESCRIBED = "structures.establishment_described"
ESTABLISHMENT_ARCHIVED = "structures.establishment_archived"
ESTABLISHMENT_RESTORED = "structures.establishment_restored"
ROLES_DELIVERED = "structures.roles_delivered"
SUBSTITUTE_SET = "structures.substitute_set"
SUBSTITUTE_REMOVED = "structures.substitute_removed"

_CENTRE_ACTS = [
    Act(OPENED, "centre", _("Centre ouvert"), _("%(author)s a ouvert le centre %(object)s")),
    Act(OPENING_FINISHED, "centre", _("Ouverture terminée"), _("%(author)s a terminé l’ouverture de %(object)s")),
    Act(DESCRIBED, "centre", _("Centre décrit"), _("%(author)s a modifié les informations du centre %(object)s")),
    Act(YEAR_SET, "centre", _("Année universitaire fixée"), _("%(author)s a fixé l’année universitaire %(year)s")),
    Act(
        MEETING_DAY_SET, "centre", _("Jour de réunion fixé"), _("%(author)s a fixé le jour de la réunion hebdomadaire")
    ),
    Act(
        LISTS_DELIVERED, "centre", _("Listes mises à jour"), _("%(author)s a repris %(count)s éléments de liste du kit")
    ),
    Act(ROLES_DELIVERED, "centre", _("Rôles mis à jour"), _("%(author)s a repris %(count)s rôles du kit")),
]
_PLACE_ACTS = [
    Act(SITE_ADDED, "site", _("Site ajouté"), _("%(author)s a ajouté le site %(object)s")),
    Act(SITE_DESCRIBED, "site", _("Site corrigé"), _("%(author)s a corrigé le site %(object)s")),
    Act(SITE_ARCHIVED, "site", _("Site archivé"), _("%(author)s a archivé le site %(object)s")),
    Act(
        SITE_RESTORED,
        "site",
        _("Site remis en service"),
        _("%(author)s a remis en service le site %(object)s"),
        undoes=SITE_ARCHIVED,
    ),
    Act(ROOM_ADDED, "room", _("Salle ajoutée"), _("%(author)s a ajouté la salle %(object)s")),
    Act(ROOM_DESCRIBED, "room", _("Salle corrigée"), _("%(author)s a corrigé la salle %(object)s")),
    Act(ARCHIVED, "room", _("Salle archivée"), _("%(author)s a archivé la salle %(object)s")),
    Act(
        ROOM_RESTORED,
        "room",
        _("Salle remise en service"),
        _("%(author)s a remis en service la salle %(object)s"),
        undoes=ARCHIVED,
    ),
]
_LIST_ACTS = [
    Act(REFERENCE_ADDED, "reference", _("Élément ajouté"), _("%(author)s a ajouté « %(object)s » à une liste")),
    Act(REFERENCE_RENAMED, "reference", _("Élément renommé"), _("%(author)s a renommé « %(object)s »")),
    Act(REFERENCE_ARCHIVED, "reference", _("Élément archivé"), _("%(author)s a archivé « %(object)s »")),
    Act(
        REFERENCE_RESTORED,
        "reference",
        _("Élément remis en service"),
        _("%(author)s a remis en service « %(object)s »"),
        undoes=REFERENCE_ARCHIVED,
    ),
    Act(REFERENCE_CONFIRMED, "reference", _("Élément confirmé"), _("%(author)s a confirmé « %(object)s »")),
    Act(
        REFERENCE_JOINED,
        "reference",
        _("Éléments réunis"),
        _("%(author)s a réuni « %(object)s » avec « %(into)s » (%(count)s fiches)"),
    ),
    Act(
        REFERENCE_ALIASED,
        "reference",
        _("Autre écriture ajoutée"),
        _("%(author)s a ajouté l’écriture « %(alias)s » à « %(object)s »"),
    ),
    Act(
        REFERENCE_UNALIASED,
        "reference",
        _("Autre écriture retirée"),
        _("%(author)s a retiré l’écriture « %(alias)s » de « %(object)s »"),
        undoes=REFERENCE_ALIASED,
    ),
]
_ESTABLISHMENT_ACTS = [
    Act(
        ESTABLISHMENT_ADDED,
        "establishment",
        _("Établissement ajouté"),
        _("%(author)s a ajouté l’établissement %(object)s"),
    ),
    Act(
        ESTABLISHMENT_DESCRIBED,
        "establishment",
        _("Établissement corrigé"),
        _("%(author)s a corrigé l’établissement %(object)s"),
    ),
    Act(
        ESTABLISHMENT_ARCHIVED,
        "establishment",
        _("Établissement archivé"),
        _("%(author)s a archivé l’établissement %(object)s"),
    ),
    Act(
        ESTABLISHMENT_RESTORED,
        "establishment",
        _("Établissement remis en service"),
        _("%(author)s a remis en service l’établissement %(object)s"),
        undoes=ESTABLISHMENT_ARCHIVED,
    ),
]
_ROLE_ACTS = [
    Act(
        SUBSTITUTE_SET,
        "role",
        _("Suppléance fixée"),
        _("%(author)s a fixé la suppléance du rôle « %(object)s » : « %(substitute)s »"),
    ),
    Act(
        SUBSTITUTE_REMOVED,
        "role",
        _("Suppléance retirée"),
        _("%(author)s a retiré la suppléance du rôle « %(object)s »"),
        undoes=SUBSTITUTE_SET,
    ),
]
ACTS = [*_CENTRE_ACTS, *_PLACE_ACTS, *_LIST_ACTS, *_ESTABLISHMENT_ACTS, *_ROLE_ACTS]
