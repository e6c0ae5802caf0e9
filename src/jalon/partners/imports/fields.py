"""What a file of contacts holds: its fields and the ways to write their headings. (BD01)"""

from collections.abc import Sequence

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from jalon.people.imports import columns
from jalon.people.imports.cells import looks_like_email
from jalon.people.imports.columns import Column, Field
from jalon.people.imports.phones import reads_as_phone


def _ways(listed: str) -> tuple[str, ...]:
    return tuple(way.strip() for way in listed.split("|"))


FIELDS: tuple[Field, ...] = (
    Field(
        "organisation",
        _("Organisation"),
        _ways(
            "Raison sociale | Entreprise | Société | Organisation | Organisme | Structure | Nom de l'entreprise | "
            "Nom de la société | Nom de l'organisme | Partenaire | Employeur | Company | الشركة | اسم الشركة | المقاولة"
        ),
    ),
    Field(
        "organisation_ar", _("Organisation, en arabe"), _ways("Raison sociale en arabe | Nom arabe | الاسم بالعربية")
    ),
    Field("kind", _("Sorte d’organisation"), _ways("Type d'organisation | Type | Sorte | Statut | Nature")),
    Field(
        "sector",
        _("Secteur"),
        _ways("Secteur | Secteur d'activité | Activité | Branche | Domaine | Domaine d'activité | القطاع"),
    ),
    Field("city", _("Ville"), _ways("Ville | Localité | Commune | Siège | City | المدينة")),
    Field(
        "staff",
        _("Effectif"),
        _ways("Effectif | Effectifs | Taille | Nombre de salariés | Nombre d'employés | Salariés | Headcount"),
    ),
    Field("website", _("Site web"), _ways("Site web | Site | Site internet | Web | URL | Website")),
    Field(
        "registration_number",
        _("Immatriculation"),
        _ways("ICE | RC | Registre de commerce | N° RC | SIRET | SIREN | Immatriculation | Identifiant fiscal"),
    ),
    Field(
        "contact",
        _("Contact (une seule colonne)"),
        _ways(
            "Contact | Nom du contact | Nom et prénom | Nom prénom | Nom complet | Interlocuteur | Représentant | "
            "Responsable | Personne à contacter | Contact name | Full name | المخاطب | الاسم الكامل"
        ),
    ),
    Field("last_name", _("Nom"), _ways("Nom | Nom de famille | Last name | Surname | النسب | الاسم العائلي")),
    Field("first_name", _("Prénom"), _ways("Prénom | Prénoms | First name | الاسم الشخصي")),
    Field("civility", _("Civilité"), _ways("Civilité | Titre | Civ | Genre | Sexe")),
    Field(
        "function", _("Fonction"), _ways("Fonction | Poste | Qualité | Titre du poste | Job title | الوظيفة | الصفة")
    ),
    Field(
        "phone",
        _("Téléphone"),
        _ways("Téléphone | Tél. | Tél | GSM | Portable | Mobile | N° de téléphone | Phone | الهاتف | رقم الهاتف"),
        looks=reads_as_phone,
    ),
    Field(
        "email",
        _("E-mail"),
        _ways("E-mail | Email | Mail | Courriel | Adresse e-mail | Adresse mail | البريد الإلكتروني"),
        looks=looks_like_email,
    ),
    Field(
        "interests",
        _("Intérêts"),
        _ways("Intérêt | Intérêts | Intéressé par | Collaboration | Type de collaboration | Engagement"),
    ),
    Field("themes", _("Peut parler de"), _ways("Thème | Thèmes | Sujets | Thématiques | Expertise")),
    Field(
        "exchange",
        _("Dernier échange"),
        _ways("Dernier échange | Dernier contact | Date du dernier contact | Dernière relance | Contacté le"),
    ),
    Field("notes", _("Remarques"), _ways("Remarques | Remarque | Observations | Commentaires | Notes | ملاحظات")),
)
BY_CODE = {field.code: field for field in FIELDS}
known = columns.knows(FIELDS)


def why_not_enough(found: Sequence[Column]) -> str | None:
    """What is missing for the file to be one of organisations; None when nothing is."""
    if any(column.field == "organisation" for column in found):
        return None
    return _now(
        "Aucune colonne ne donne le nom de l’organisation : indiquez laquelle, ou vérifiez que ce fichier est bien une "
        "liste d’entreprises."
    )
