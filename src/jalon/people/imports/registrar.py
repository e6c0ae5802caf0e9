"""What the registrar's list of students holds: its fields and the ways to write their headings. (P05.1, BD02)"""

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from jalon.core import names
from jalon.people.imports import columns
from jalon.people.imports.cells import Raw, is_empty, is_national_code, looks_like_email, plain
from jalon.people.imports.columns import Column, Field, Found
from jalon.people.imports.days import looks_like_date
from jalon.people.imports.phones import reads_as_phone


def _ways(listed: str) -> tuple[str, ...]:
    """The ways to write a heading, from a text that separates them by bars."""
    return tuple(way.strip() for way in listed.split("|"))


FIELDS: tuple[Field, ...] = (
    Field(
        "national_code",
        _("Code national (CNE, Massar)"),
        _ways(
            "CNE | Massar | CNE / Massar | Code Massar | Code national | Code national étudiant | N° CNE | "
            "Numéro CNE | CNE ou Massar | Identifiant national | INE | رمز مسار | مسار | الرقم الوطني | رقم "
            "مسار | الرمز الوطني"
        ),
        looks=is_national_code,
        sure=True,
    ),
    Field(
        "student_number",
        _("Numéro d’étudiant"),
        _ways(
            "N° Apogée | Apogée | Code Apogée | Numéro Apogée | Num Apogée | Matricule | N° étudiant | Numéro "
            "étudiant | Code étudiant | N° d'inscription | Numéro d'inscription | Student number | Student ID "
            "| رقم أبوجي | رقم التسجيل | رقم الطالب"
        ),
    ),
    Field(
        "full_name",
        _("Nom et prénom (une seule colonne)"),
        _ways(
            "Nom et prénom | Nom et prénoms | Noms et prénoms | Nom prénom | Nom & prénom | Nom complet | "
            "Prénom et nom | Prénom nom | Nom de l'étudiant | Étudiant | Full name | Name | الاسم الكامل | "
            "الاسم والنسب | الإسم الكامل | اسم الطالب"
        ),
    ),
    Field(
        "last_name",
        _("Nom"),
        _ways(
            "Nom | Nom de famille | Nom patronymique | Noms | Last name | Surname | Family name | Nom "
            "(français) | Nom latin | Nom FR"
        ),
    ),
    Field(
        "first_name",
        _("Prénom"),
        _ways("Prénom | Prénoms | First name | Given name | Prénom (français) | Prénom latin | Prénom FR"),
    ),
    Field(
        "last_name_ar",
        _("Nom en arabe"),
        _ways(
            "الاسم العائلي | النسب | اللقب | اسم العائلة | الإسم العائلي | Nom arabe | Nom en arabe | Nom AR "
            "| Nom (AR) | Nom (arabe)"
        ),
    ),
    Field(
        "first_name_ar",
        _("Prénom en arabe"),
        _ways(
            "الاسم الشخصي | الإسم الشخصي | الاسم | Prénom arabe | Prénom en arabe | Prénom AR | Prénom (AR) | "
            "Prénom (arabe)"
        ),
    ),
    Field(
        "born_on",
        _("Date de naissance"),
        _ways(
            "Date de naissance | Date naissance | Date naiss | Date naiss. | Né(e) le | Né le | Née le | "
            "Naissance | DDN | Date of birth | Birth date | تاريخ الازدياد | تاريخ الميلاد | ازداد في | تاريخ "
            "الولادة"
        ),
        looks=looks_like_date,
    ),
    Field("sex", _("Sexe"), _ways("Sexe | Genre | Sex | Gender | الجنس | النوع")),
    Field(
        "level",
        _("Niveau"),
        _ways(
            "Niveau | Niveau d'études | Niveau d'étude | Année | Année d'études | Année d'étude | Cycle | "
            "Semestre | Level | المستوى | المستوى الدراسي | السنة | السنة الدراسية"
        ),
    ),
    Field(
        "field_of_study",
        _("Filière"),
        _ways(
            "Filière | Filières | Filière d'études | Spécialité | Formation | Parcours | Option | Intitulé de "
            "la filière | Diplôme | Libellé filière | Field of study | Programme | الشعبة | المسلك | التخصص"
        ),
    ),
    Field(
        "establishment",
        _("Établissement"),
        _ways(
            "Établissement | Étab | Étab. | Nom de l'établissement | Faculté | École | Institut | Composante "
            "| Faculty | School | المؤسسة | الكلية | اسم المؤسسة"
        ),
    ),
    Field(
        "phone",
        _("Téléphone"),
        _ways(
            "Téléphone | Tél. | Tél | Télé | GSM | Portable | Mobile | N° de téléphone | Numéro de téléphone "
            "| N° tél | Tél. portable | Phone | الهاتف | رقم الهاتف | الهاتف المحمول"
        ),
        looks=reads_as_phone,
    ),
    Field(
        "institutional_email",
        _("E-mail institutionnel"),
        _ways(
            "E-mail institutionnel | Email institutionnel | Mail institutionnel | Adresse institutionnelle | "
            "E-mail académique | Email académique | Mail académique | E-mail universitaire | Email "
            "universitaire | E-mail étudiant | البريد المؤسساتي | البريد الإلكتروني المؤسساتي | E-mail | "
            "Email | Mail | Courriel | Adresse e-mail | Adresse mail | Adresse électronique | البريد "
            "الإلكتروني | الإيميل"
        ),
        looks=looks_like_email,
    ),
    Field(
        "personal_email",
        _("E-mail personnel"),
        _ways(
            "E-mail perso | E-mail personnel | Email perso | Email personnel | Mail perso | Mail personnel | "
            "Courriel personnel | Adresse personnelle | E-mail privé | البريد الشخصي | البريد الإلكتروني "
            "الشخصي"
        ),
        looks=looks_like_email,
    ),
)
"""Arabic joined names share the field « full_name »: the script of each cell tells."""

BY_CODE = {field.code: field for field in FIELDS}
known = columns.knows(FIELDS)

_WEBMAIL = frozenset(
    [
        "gmail.com",
        "hotmail.com",
        "hotmail.fr",
        "outlook.com",
        "outlook.fr",
        "yahoo.com",
        "yahoo.fr",
        "live.fr",
        "live.com",
        "icloud.com",
        "menara.ma",
    ]
)


def recognise(headings: Sequence[str], sample: Sequence[Sequence[Raw]]) -> list[Column]:
    """The columns of a list of students, with what its contents say beyond the headings."""
    found = columns.recognise(headings, sample, FIELDS)
    fed = {column.field: column for column in found if column.field}
    if (
        (last := fed.get("last_name"))
        and "first_name" not in fed
        and "full_name" not in fed
        and _several_words(sample, last.index)
    ):
        found = columns.corrected(found, {last.index: "full_name"}, Found.CONTENT)
    for plain_field, arabic_field in (("last_name", "last_name_ar"), ("first_name", "first_name_ar")):
        column = fed.get(plain_field)
        if column and arabic_field not in fed and _in_arabic(sample, column.index):
            found = columns.corrected(found, {column.index: arabic_field}, Found.CONTENT)
    address = fed.get("institutional_email")
    if address and "personal_email" not in fed and _is_webmail(sample, address.index):
        found = columns.corrected(found, {address.index: "personal_email"}, Found.CONTENT)
    return found


def why_not_enough(found: Sequence[Column]) -> str | None:
    """What is missing for the list to be one of people: a name in at least one column; None when nothing is."""
    fed = {column.field for column in found}
    if fed & {"full_name"} or {"last_name", "first_name"} <= fed or {"last_name_ar", "first_name_ar"} <= fed:
        return None
    return str(
        _(
            "Aucune colonne ne donne le nom et le prénom : indiquez lesquelles, ou vérifiez que ce fichier est "
            "bien la liste des étudiants."
        )
    )


def _cells(sample: Sequence[Sequence[Raw]], index: int) -> list[str]:
    return [plain(row[index]) for row in sample if index < len(row) and not is_empty(row[index])]


def _several_words(sample: Sequence[Sequence[Raw]], index: int) -> bool:
    texts = _cells(sample, index)
    return bool(texts) and sum(len(names.key(text).split()) >= 2 for text in texts) >= 0.8 * len(texts)


def _in_arabic(sample: Sequence[Sequence[Raw]], index: int) -> bool:
    texts = _cells(sample, index)
    return bool(texts) and sum(names.script(text) is names.Script.ARABIC for text in texts) >= 0.8 * len(texts)


def _is_webmail(sample: Sequence[Sequence[Raw]], index: int) -> bool:
    domains = Counter(text.strip().lower().rpartition("@")[2] for text in _cells(sample, index))
    return bool(domains) and sum(domains[d] for d in _WEBMAIL) >= 0.5 * domains.total()
