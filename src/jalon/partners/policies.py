"""Who may see and do what with partners: the team reads them, those who work with them write."""

from django.db.models import QuerySet

from jalon.core.actor import Actor
from jalon.core.policy import Policy
from jalon.files.models import File
from jalon.partners.models import CallBack, Contact, ContactImport, Exchange, Organisation, OrganisationMerge

HOLDER = "partners.import"
"""Imported files belong to their import."""


def _edits(actor: Actor, centre_id: int) -> bool:
    return actor.in_centre == centre_id and actor.can("partners.edit")


class OrganisationPolicy(Policy[Organisation]):
    """The team reads the organisations of its centre."""

    related = ("centre", "kind", "sector", "city", "owner", "merged_into")

    def visible_to(self, actor: Actor) -> QuerySet[Organisation]:
        rows = Organisation.objects.filter(centre_id=actor.in_centre)
        return rows if actor.can("partners.read") else rows.none()

    def can_add(self, actor: Actor, centre_id: int) -> bool:
        """Add an organisation to this centre."""
        return _edits(actor, centre_id)

    def can_edit(self, actor: Actor, organisation: Organisation) -> bool:
        """Change, archive, add contacts, note exchanges."""
        return _edits(actor, organisation.centre_id)

    def can_merge(self, actor: Actor, organisation: Organisation) -> bool:
        """Join two records of one organisation."""
        return actor.in_centre == organisation.centre_id and actor.can("partners.merge")


class ContactPolicy(Policy[Contact]):
    """Contacts follow their organisation; who erases people erases contacts."""

    related = ("centre", "organisation", "organisation__centre", "person")

    def visible_to(self, actor: Actor) -> QuerySet[Contact]:
        rows = Contact.objects.filter(centre_id=actor.in_centre)
        return rows if actor.can("partners.read") else rows.none()

    def can_edit(self, actor: Actor, contact: Contact) -> bool:
        """Change, say gone, note that they want to be left alone."""
        return _edits(actor, contact.centre_id)

    def can_erase(self, actor: Actor, contact: Contact) -> bool:
        """Empty what says who somebody is: it cannot be undone."""
        return actor.in_centre == contact.centre_id and actor.can("people.erase") and actor.can("partners.read")


class ExchangePolicy(Policy[Exchange]):
    """What was said is read by the team."""

    related = ("centre", "organisation", "organisation__centre", "contact")

    def visible_to(self, actor: Actor) -> QuerySet[Exchange]:
        rows = Exchange.objects.filter(centre_id=actor.in_centre)
        return rows if actor.can("partners.read") else rows.none()

    def can_edit(self, actor: Actor, exchange: Exchange) -> bool:
        """Take back and restore."""
        return _edits(actor, exchange.centre_id)


class CallBackPolicy(Policy[CallBack]):
    """Call-backs are the team's; whoever works with partners may do anybody's."""

    related = ("centre", "organisation", "organisation__centre", "contact")

    def visible_to(self, actor: Actor) -> QuerySet[CallBack]:
        rows = CallBack.objects.filter(centre_id=actor.in_centre)
        return rows if actor.can("partners.read") else rows.none()

    def can_edit(self, actor: Actor, call_back: CallBack) -> bool:
        """Say done, put off, open again."""
        return _edits(actor, call_back.centre_id)


class MergePolicy(Policy[OrganisationMerge]):
    """Those who join records see the joins and undo them."""

    def visible_to(self, actor: Actor) -> QuerySet[OrganisationMerge]:
        rows = OrganisationMerge.objects.filter(centre_id=actor.in_centre)
        return rows if actor.can("partners.merge") else rows.none()

    def can_separate(self, actor: Actor, merge: OrganisationMerge) -> bool:
        """Undo a join."""
        return actor.in_centre == merge.centre_id and actor.can("partners.merge")


class ImportPolicy(Policy[ContactImport]):
    """Those who import see all the files brought to their centre."""

    related = ("centre",)

    def visible_to(self, actor: Actor) -> QuerySet[ContactImport]:
        rows = ContactImport.objects.filter(centre_id=actor.in_centre)
        return rows if actor.can("partners.import") else rows.none()

    def can_start(self, actor: Actor, centre_id: int) -> bool:
        """Bring a file to this centre."""
        return actor.in_centre == centre_id and actor.can("partners.import")

    def can_change(self, actor: Actor, batch: ContactImport) -> bool:
        """Check, import, undo, decide."""
        return self.can_start(actor, batch.centre_id)


organisation = OrganisationPolicy()
contact = ContactPolicy()
exchange = ExchangePolicy()
call_back = CallBackPolicy()
merges = MergePolicy()
imports = ImportPolicy()


def may_read_file(actor: Actor, file: File) -> bool:
    """Who sees the import may read the file it came from."""
    return imports.visible_to(actor).filter(file=file).exists()
