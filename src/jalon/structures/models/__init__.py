"""The organisation: centres, places, establishments, roles and the lists that a centre may rename (BD05)."""

from jalon.structures.models.calendar import AcademicYear
from jalon.structures.models.centre import RESERVED_CODES, Centre, Establishment, HostInstitution, Room, Site, Unit
from jalon.structures.models.reference import Reference, ReferenceAlias, ReferenceList
from jalon.structures.models.role import Role

__all__ = [
    "RESERVED_CODES",
    "AcademicYear",
    "Centre",
    "Establishment",
    "HostInstitution",
    "Reference",
    "ReferenceAlias",
    "ReferenceList",
    "Role",
    "Room",
    "Site",
    "Unit",
]
