"""Tables of partners."""

from jalon.partners.models.contact import Civility, Contact, Language
from jalon.partners.models.exchange import CallBack, Exchange
from jalon.partners.models.imports import ContactImport, ContactImportRow, ContactImportState, ContactVerdict
from jalon.partners.models.merging import OrganisationDistinction, OrganisationMerge
from jalon.partners.models.organisation import Organisation

__all__ = [
    "CallBack",
    "Civility",
    "Contact",
    "ContactImport",
    "ContactImportRow",
    "ContactImportState",
    "ContactVerdict",
    "Exchange",
    "Language",
    "Organisation",
    "OrganisationDistinction",
    "OrganisationMerge",
]
