"""A whole centre, with one row at least of everything that an address may name."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from jalon.accounts.actions import create_account, invite, issue_link
from jalon.accounts.models import User
from jalon.activities import actions as activities
from jalon.activities.models import Certificate
from jalon.bookings import actions as bookings
from jalon.bookings.models import Occupation, OpeningHours
from jalon.bookings.reading import Found
from jalon.core.actor import Actor, system
from jalon.core.capabilities import all_declared
from jalon.files import media, storage
from jalon.kits.actions import install_kit
from jalon.messaging import addresses
from jalon.messaging.kinds import all_kinds
from jalon.messaging.models import Message
from jalon.partners import actions as partners
from jalon.partners.models import CallBack, ContactImport, ContactImportRow, ContactImportState, ContactVerdict
from jalon.people import actions as people
from jalon.people.duplicates.actions import merge_people
from jalon.people.models import ErasureRequest, ImportBatch, ImportRow, ImportState, Mandate, Person, Verdict
from jalon.structures.models import Centre, ReferenceAlias, Role
from jalon.structures.models.role import RoleKind
from jalon.surveys import actions as surveys
from jalon.surveys.models import NameRemark, Questionnaire
from jalon.welcome.models import Shift, Visit
from tests import factories
from tests.factories import (
    ActivityFactory,
    ActivityTypeFactory,
    CentreFactory,
    EstablishmentFactory,
    PersonFactory,
    ReferenceFactory,
    RoomFactory,
    actor,
)

KIT = "centre-de-carriere"
SHIFT_PAGES = ("duty", "replace", "cancel_shift", "restore_shift")


@dataclass
class Whole:
    """A centre, somebody who may do everything there, and the values that its addresses and forms take."""

    centre: Centre
    manager: Person
    account: User
    named: dict[tuple[str, str], Any] = field(default_factory=dict)
    """By package and parameter of an address; `*` for every other package."""
    posted: dict[str, Any] = field(default_factory=dict)
    """One form that fills the fields of all forms, with this centre's own rows."""

    @property
    def by(self) -> Actor:
        """The one who may do everything."""
        return actor(self.manager, *all_declared())

    def address(self, place: "Place", *, under: "Whole | None" = None) -> str:
        """The address of a place with this centre's rows, under this centre or under another."""
        text = place.pattern
        for name in place.parameters:
            value = (under or self).centre.code if name == "centre_code" else self.value(place, name)
            text = place.filled(text, name, value)
        return f"/{text}"

    def value(self, place: "Place", name: str) -> Any:
        """What stands for a parameter."""
        for key in ((place.name, name), (place.name.partition(":")[0], name), ("*", name)):
            if key in self.named:
                return self.named[key]
        raise LookupError(f"no {name} for {place.name}: add it to tests/architecture/centres.py")


@dataclass(frozen=True)
class Place:
    """One address of the resolver."""

    name: str
    pattern: str
    parameters: tuple[str, ...]
    access: str
    callback: Any = field(compare=False)

    @staticmethod
    def filled(text: str, name: str, value: Any) -> str:
        """The pattern with one parameter replaced."""
        start = text.rindex("<", 0, text.index(f"{name}>"))
        return f"{text[:start]}{value}{text[text.index(f'{name}>') + len(name) + 1 :]}"


def places() -> list[Place]:
    """Every address of the installation, those of the gallery aside."""
    found: list[Place] = []

    def walk(resolver: URLResolver, prefix: str, space: tuple[str, ...]) -> None:
        for item in resolver.url_patterns:
            text = prefix + str(item.pattern)
            if isinstance(item, URLPattern):
                name = ":".join([*space, item.name or ""])
                names = tuple(part.partition(">")[0].rpartition(":")[2] for part in text.split("<")[1:])
                found.append(Place(name, text, names, getattr(item.callback, "access", ""), item.callback))
            else:
                walk(item, text, (*space, item.namespace) if item.namespace else space)

    walk(get_resolver(), "", ())
    return found


def whole_centre(**fields: Any) -> Whole:
    """A centre with its kit, its team, its young people, and one row of everything."""
    now = timezone.now()
    centre = CentreFactory(**fields)
    install_kit(centre, KIT, by=system(centre.pk), now=now)
    manager, young, kept, merged = PersonFactory.create_batch(4, centre=centre)
    role = Role.objects.create(
        centre=centre, code=f"tout-{centre.code}", label="Tout", kind=RoleKind.INTERNAL, capabilities=[*all_declared()]
    )
    mandate = Mandate.objects.create(centre=centre, person=manager, role=role, starts_on=date(2020, 1, 1))
    account = create_account(
        email=f"manager@{centre.code}.example",
        password="une-phrase-assez-longue",
        person=manager,
        by=system(centre.pk),
        now=now,
    )
    whole = Whole(centre, manager, account)
    _organisation(whole, role)
    _calendar(whole)
    _activities(whole, young)
    _people(whole, young, kept, merged, mandate)
    _partners(whole)
    return whole


def _organisation(whole: Whole, role: Role) -> None:
    centre = whole.centre
    field_, other_field = ReferenceFactory.create_batch(2, centre=centre)
    alias = ReferenceAlias.objects.create(centre=centre, reference=field_, list="field", key=f"alias {centre.pk}")
    room, school = RoomFactory(centre=centre), EstablishmentFactory(centre=centre)
    year = centre.academic_years.get()
    whole.named |= {
        ("structures", "code"): role.code,
        ("structures", "list_code"): "field",
        ("structures", "pk"): field_.pk,
        ("structures", "public_id"): room.public_id,
        ("desk", "code"): "lieux",
        ("figures", "code"): "participants",
        **{(f"structures:{name}", "pk"): year.pk for name in ("year",)},
        **{(f"structures:{name}", "pk"): room.site_id for name in ("site", "archive_site", "restore_site", "add_room")},
        **{
            (f"structures:{name}", "pk"): school.pk
            for name in ("establishment", "archive_establishment", "restore_establishment")
        },
    }
    whole.posted |= {
        "alias": alias.pk,
        "into": other_field.pk,
        "substitute": role.pk,
        "establishment": school.pk,
        "year": year.pk,
        "room": room.pk,
        "role": role.pk,
        "roles": [role.pk],
        "0-roles": role.pk,
    }


def _calendar(whole: Whole) -> None:
    centre, now, by = whole.centre, timezone.now(), whole.by
    projector = bookings.add_equipment(centre, "Vidéoprojecteur 1", by=by, now=now)
    closure = {"label": "Fermeture", "kind": "closure", "to_confirm": False}
    day = bookings.add_holiday(centre, **closure, starts_on=date(2026, 12, 24), ends_on=None, by=by, now=now)
    working = bookings.set_working_time(whole.manager, starts_on=date(2026, 9, 1), week=[[]] * 7, by=by, now=now)
    feed = bookings.open_feed(centre, by=by, owner=whole.manager, person=whole.manager, now=now)
    found = Found("visite", "Visite", now, now + timedelta(hours=1), False, "")
    bookings.import_calendar(whole.manager, [found], destination="bookings.occupations", by=by, now=now)
    visit = Occupation.objects.get(centre=centre).pk
    hours = OpeningHours.objects.filter(centre=centre).values_list("pk", flat=True)[0]
    whole.named |= {
        ("bookings", "pk"): day.pk,
        ("bookings", "public_id"): projector.public_id,
        ("bookings:working_hours", "public_id"): whole.manager.public_id,
        ("bookings:end_hours", "pk"): working.pk,
        ("bookings:revoke_feed", "pk"): feed.pk,
        ("bookings", "secret"): feed.secret,
        ("bookings:remove_occupation", "pk"): visit,
        ("bookings:restore_occupation", "pk"): visit,
        **{(f"bookings:{name}", "pk"): hours for name in ("edit_hours", "remove_hours", "restore_hours")},
    }
    whole.posted |= {"equipment": [projector.pk], "kind": "closure"}


def _activities(whole: Whole, young: Person) -> None:
    centre, now = whole.centre, timezone.now()
    by = system(centre.pk)
    today = now.date()
    kind = centre.activity_types.get(code="atelier")
    coming = ActivityFactory(centre=centre, type=kind, leader=whole.manager, day=today + timedelta(days=30))
    past = ActivityFactory(centre=centre, type=kind, leader=whole.manager, day=today - timedelta(days=3))
    own = ActivityTypeFactory(centre=centre, code=f"type-{centre.code}", label=f"Type de {centre.code}")
    registration = activities.register(coming, young, by=actor(young), now=now)
    activities.add_registration(past, young, by=by, now=now)
    activities.mark(past, [young], "present", by=by, now=now, at=now, key=None)
    activities.close_activity(past, by=by, now=now)
    code = Questionnaire.objects.filter(centre=centre).values_list("code", flat=True)[0]
    survey = surveys.open_survey(past, questionnaire=code, facets={"activity_type": "atelier"}, by=by, now=now)
    closes_at = now + timedelta(days=9)
    public = surveys.open_campaign(
        centre, title="Salon", questionnaire=code, facets={}, by=by, now=now, closes_at=closes_at
    )
    surveys.start_draft(survey.questionnaire, by=by, now=now)
    sheet = activities.start_event_sheet(coming, by=by, now=now)
    line = activities.add_budget_line(sheet, label="Affiches", amount="100", currency="MAD", by=by, now=now)
    sheet.purpose = sheet.expected_results = "Écrit"
    sheet.save()
    certificate = Certificate.objects.filter(centre=centre).first() or Certificate.objects.create(
        centre=centre,
        activity=past,
        person=young,
        number=f"{centre.code}-1",
        issued_at=now,
        language="fr",
        model="attestation",
        printed={},
    )
    remark = NameRemark.objects.create(centre=centre, person=young, last_name="Autre", written_on=today)
    ends = now + timedelta(days=10)
    answer = issue_link(young, capability="activities.answer", obj=registration, expires_at=ends, by=by, now=now)
    respond = issue_link(young, capability="surveys.answer", obj=survey, expires_at=ends, by=by, now=now)
    visit = Visit.objects.create(
        centre=centre, person=young, arrived_at=now, day=today, recorded_at=now, due_on=today + timedelta(days=6)
    )
    shift = Shift(
        centre=centre, person=young, day=today, starts_clock=time(9), ends_clock=time(10), zone="UTC", created_at=now
    )
    shift.derive_moments()
    shift.save()
    whole.named |= {
        ("welcome", "public_id"): visit.public_id,
        **{("welcome:" + name, "public_id"): shift.public_id for name in SHIFT_PAGES},
        ("activities", "public_id"): coming.public_id,
        ("activities:cancel_registration", "public_id"): registration.public_id,
        ("activities:restore_registration", "public_id"): registration.public_id,
        ("activities", "code"): certificate.code,
        **{
            (f"activities:{name}", "code"): own.code
            for name in ("kind", "kind_up", "kind_down", "archive_kind", "restore_kind")
        },
        ("activities", "token"): answer,
        **{
            (f"activities:{name}", "public_id"): sheet.public_id
            for name in (
                *("event_sheet", "event_sheet_pdf", "event_sheet_docx", "write_section", "add_line", "remove_line"),
                *("restore_line", "submit_event_sheet", "record_visa", "withdraw_visa", "sign_event_sheet"),
                "return_event_sheet",
            )
        },
        ("activities", "section"): "purpose",
        ("activities", "step"): "manager",
        ("portal", "public_id"): coming.public_id,
        ("portal:cancel", "public_id"): registration.public_id,
        ("portal:accept", "public_id"): registration.public_id,
        ("portal", "code"): certificate.code,
        ("verify", "code"): certificate.code,
        ("surveys", "public_id"): survey.public_id,
        ("surveys", "token"): respond,
        ("surveys", "code"): code,
        ("surveys", "pk"): remark.pk,
        ("surveys:public", "public_id"): public.public_id,
        ("surveys:public_thanks", "public_id"): public.public_id,
        ("surveys", "index"): 0,
        ("surveys", "kind"): "yesno",
        ("surveys", "question"): "satisfaction",
    }
    whole.posted |= {
        "type": kind.pk,
        "leader": whole.manager.pk,
        "levels": [item.pk for item in centre.references.filter(list="level")[:1]],
        "chosen": [registration.pk],
        "line": line.pk,
        "visa": "inconnu",
        "answer": "release",
        "status": "present",
        "all": "1",
        "accept": "1",
        "tell": "no",
        "code": survey.wall_code,
    }


def _people(whole: Whole, young: Person, kept: Person, merged: Person, mandate: Mandate) -> None:
    centre, now = whole.centre, timezone.now()
    merge = merge_people(kept, merged, by=whole.by, now=now)
    ErasureRequest.objects.create(centre=centre, person=young, asked_at=now)
    absence = people.declare_absence(
        whole.manager, by=whole.by, now=now, starts_on=now.date(), ends_on=now.date(), replacement=None
    )
    invitation = invite(
        centre, email=f"invite@{centre.code}.example", roles=[mandate.role], by=whole.by, now=now, last_name="Invité"
    )
    received = storage.receive(b"nom;prenom\nA;B\n", allowed=media.LABELS, max_size=1000)
    with transaction.atomic():
        file = storage.hold(received, name="liste.csv", holder="people.import", centre_id=centre.pk, now=now)
    batch = ImportBatch.objects.create(
        centre=centre,
        year=centre.academic_years.get(),
        file=file,
        file_name="liste.csv",
        state=ImportState.READY,
        started_at=now,
        touched_at=now,
    )
    ImportRow.objects.create(batch=batch, position=1, number=2, cells=[], verdict=Verdict.DOUBTFUL, candidate=young)
    letter = Message.objects.filter(centre=centre).first()
    assert letter is not None
    stopping = min(all_kinds(), key=lambda kind: kind.is_essential)
    whole.named |= {
        ("people", "public_id"): young.public_id,
        ("people", "other"): kept.public_id,
        ("people", "kept_id"): young.public_id,
        ("people", "merged_id"): kept.public_id,
        ("people", "pk"): merge.pk,
        ("people", "position"): 1,
        **{
            (f"people:{name}", "public_id"): batch.public_id
            for name in (
                *("import", "map_import", "confirm_import", "undo_import", "resume_import", "abandon_import"),
                *("import_row", "decide_row"),
            )
        },
        ("accounts", "public_id"): whole.manager.public_id,
        ("messaging", "public_id"): letter.public_id,
        ("messaging", "token"): addresses.unsubscribe(young, centre, stopping.code).rstrip("/").rpartition("/")[2],
        ("files", "public_id"): file.public_id,
        ("mailbox", "public_id"): letter.public_id,
        ("entrance", "token"): "inconnu",
        ("*", "uidb36"): "1",
        ("*", "key"): "inconnu",
    }
    whole.posted |= {
        "person": young.public_id,
        "mandate": mandate.pk,
        "absence": absence.pk,
        "invitation": invitation.public_id,
        "replacement": whole.manager.pk,
        "typed": "EFFACER",
        "activity": whole.named["activities", "public_id"],
        **FREE,
    }


def _partners(whole: Whole) -> None:
    centre, now, by = whole.centre, timezone.now(), whole.by
    one, other, third, joined = (
        partners.add_organisation(centre, by=by, now=now, name=f"Rif {word}", city="Tanger")
        for word in ("Câblage", "Textiles", "Hôtels", "Conseil")
    )
    contact = partners.add_contact(one, by=by, now=now, last_name="Tazi", first_name="Anas")
    exchange = partners.note_exchange(
        one, by=by, now=now, day=now.date(), contact=contact, summary="Vu au salon", call_back_on=now.date()
    )
    merge = partners.merge_organisations(third, joined, by=by, now=now)
    batch = ContactImport.objects.create(
        centre=centre, file_name="contacts.csv", state=ContactImportState.READY, started_at=now
    )
    ContactImportRow.objects.create(batch=batch, position=1, number=2, cells=[], verdict=ContactVerdict.DOUBTFUL)
    call_back = CallBack.objects.get(exchange=exchange)
    on = "edit_contact refuse_contact allow_contact inform_contact archive_contact restore_contact erase_contact"
    at = "import check_import confirm_import undo_import abandon_import import_row decide_row"
    whole.named |= {
        ("partners", "public_id"): one.public_id,
        ("partners", "kept_id"): one.public_id,
        ("partners", "merged_id"): other.public_id,
        ("partners", "pk"): merge.pk,
        ("partners", "position"): 1,
        **{(f"partners:{name}", "public_id"): contact.public_id for name in on.split()},
        **{(f"partners:{name}", "public_id"): batch.public_id for name in at.split()},
        **{
            (f"partners:{name}", "public_id"): call_back.public_id
            for name in ("do_call_back", "reopen_call_back", "put_off")
        },
        **{(f"partners:{name}", "public_id"): exchange.public_id for name in ("cancel_exchange", "restore_exchange")},
    }
    whole.posted |= {"due_on": (now.date() + timedelta(days=9)).isoformat(), "source": "Au téléphone"}


FREE = {
    "title": "Titre",
    "name": "Nom",
    "label": "Libellé",
    "tone": "info",
    "amount": "100",
    "currency": "MAD",
    "step": "manager",
    "signed_on": "2026-09-02",
    "signatory": "Quelqu’un",
    "icon": "presentation",
    "default_minutes": "120",
    "confirmation": "automatic",
    "confirms_itself_hours": "24",
    "reminder_hours": "48",
    "offer_hours": "24",
    "offer_stops_hours": "12",
    "text": "Écriture",
    "site": "Site",
    "first_name": "Prénom",
    "last_name": "Nom",
    "reason": "Parce que",
    "email": "quelquun@example.org",
    "contact": "",
    "day": (factories.NOON + timedelta(days=40)).date().isoformat(),
    "starts_clock": "10:00",
    "ends_clock": "11:00",
    "starts_on": "2027-09-01",
    "second_semester_on": "2028-02-01",
    "ends_on": "2028-08-31",
    "weekday": "1",
    "language": "fr",
    "timezone": "Africa/Casablanca",
    "country": "MA",
    "host_institution": "Institution",
    "part": "about",
    "numbers": "1",
    "sure": "1",
}
"""What forms ask besides rows."""
