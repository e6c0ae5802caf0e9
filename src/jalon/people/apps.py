from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "jalon.people"
    label = "people"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from jalon.core import acts as registry
        from jalon.core import capabilities
        from jalon.files import holders
        from jalon.people import acts, classification, index, queries, searching
        from jalon.people.duplicates import resolvers
        from jalon.people.imports import looks as panels
        from jalon.people.imports import policies as imports
        from jalon.people.imports import queries as import_queries
        from jalon.people.models import Absence, Mandate, Person
        from jalon.structures import revisions
        from jalon.ui import statuses
        from jalon.ui.registries import navigation, search, timeline, waiting

        post_migrate.connect(index.look_after, sender=self, dispatch_uid="people.index")
        registry.register(acts.PERSON, acts.IMPORT, acts.MERGE, *acts.ACTS)
        capabilities.declare(
            {
                "people.read": _("Lire les fiches des personnes"),
                "people.edit": _("Ajouter et corriger des personnes"),
                "people.import": _("Importer des fichiers de personnes"),
                "people.merge": _("Fusionner les fiches d’une même personne"),
                "people.erase": _("Effacer la fiche d’une personne qui le demande"),
                "people.appoint": _("Confier et retirer des rôles"),
            }
        )
        holders.register(imports.HOLDER, imports.may_read_file)
        resolvers.register("people_studies_once", resolvers.fill_blanks("establishment_id", "field_id", "level_id"))
        for constraint in ("people_mandate_once", "people_erasure_open_once", "people_distinction_once"):
            resolvers.register(constraint, resolvers.keep_own)
        classification.declare()
        team = "id = {row}.centre_id AND EXISTS (SELECT 1 FROM people_mandate WHERE person_id = {row}.id)"
        called = ("last_name", "first_name", "last_name_ar", "first_name_ar", "name_key", "merged_into_id", "erased_at")
        revisions.follow(Person, centres=team, columns=called)
        for model in (Mandate, Absence):
            revisions.follow(model)
        navigation.register(
            navigation.Entry(
                "people.people",
                _("Personnes"),
                "users",
                url=lambda centre: reverse("people:people", args=[centre.code]),
                section="people",
                order=10,
                capability="people.read",
            )
        )
        waiting.register(
            waiting.Source(
                "people.erasures",
                _("demande d’effacement"),
                _("demandes d’effacement"),
                "trash",
                order=60,
                capability="people.erase",
                count=lambda actor, centre, now: queries.open_erasures(centre).count(),
                url=lambda centre: reverse("people:people", args=[centre.code]),
            )
        )
        waiting.register(
            waiting.Source(
                "people.doubtful_rows",
                _("ligne importée à vérifier"),
                _("lignes importées à vérifier"),
                "user-question",
                order=50,
                capability="people.merge",
                count=lambda actor, centre, now: import_queries.to_check(actor),
                url=lambda centre: reverse("people:duplicates", args=[centre.code]),
            )
        )
        navigation.register(
            navigation.Entry(
                "people.imports",
                _("Imports"),
                "file-import",
                url=lambda centre: reverse("people:imports", args=[centre.code]),
                section="people",
                order=30,
                capability="people.import",
            ),
            navigation.Entry(
                "people.duplicates",
                _("Doublons"),
                "git-merge",
                url=lambda centre: reverse("people:duplicates", args=[centre.code]),
                section="people",
                order=40,
                capability="people.merge",
            ),
        )
        statuses.register("import", panels.IMPORT_STATES)
        statuses.register("import_row", panels.VERDICTS)
        for act, look in panels.LOOKS.items():
            timeline.register(act, look)
        search.register(
            search.Provider("people", _("Personnes"), "users", order=10, capability="people.read", find=searching.find)
        )
