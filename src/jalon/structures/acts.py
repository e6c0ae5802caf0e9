"""What happens to the organisation, in words."""

from django.utils.translation import gettext_lazy as _

from jalon.core.acts import Act, Kind
from jalon.core.texts import localized

CENTRE = Kind("centre", _("Centre"), "structures.Centre", name=lambda centre: centre.name)
ROLE = Kind("role", _("Rôle"), "structures.Role", name=lambda role: localized(role.label))
ROOM = Kind("room", _("Salle"), "structures.Room", name=lambda room: room.name)
SITE = Kind("site", _("Site"), "structures.Site", name=lambda site: site.name)

OPENED = "structures.opened"
DESCRIBED = "structures.described"
YEAR_SET = "structures.year_set"
SITE_ADDED = "structures.site_added"
ROOM_ADDED = "structures.room_added"
ARCHIVED = "structures.archived"

ACTS = [
    Act(OPENED, "centre", _("Centre ouvert"), _("%(author)s a ouvert le centre %(object)s")),
    Act(DESCRIBED, "centre", _("Centre décrit"), _("%(author)s a modifié les informations du centre %(object)s")),
    Act(YEAR_SET, "centre", _("Année universitaire fixée"), _("%(author)s a fixé l’année universitaire %(year)s")),
    Act(SITE_ADDED, "site", _("Site ajouté"), _("%(author)s a ajouté le site %(object)s")),
    Act(ROOM_ADDED, "room", _("Salle ajoutée"), _("%(author)s a ajouté la salle %(object)s")),
    Act(ARCHIVED, "room", _("Salle archivée"), _("%(author)s a archivé la salle %(object)s")),
]
