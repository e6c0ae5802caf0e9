"""Which column feeds which field."""

from hypothesis import given
from hypothesis import strategies as st

from jalon.people.imports import registrar
from jalon.people.imports.columns import Found, corrected


def fed(headings, *rows):
    return {column.heading: column.field for column in registrar.recognise(headings, rows)}


def test_headings_in_french_and_arabic_in_any_order():
    assert fed(
        ["الاسم الشخصي", "Tél.", "Nom", "الاسم العائلي", "Né(e) le", "PRENOM", "Filière", "E-mail perso", "Mail"]
    ) == {
        "الاسم الشخصي": "first_name_ar",
        "Tél.": "phone",
        "Nom": "last_name",
        "الاسم العائلي": "last_name_ar",
        "Né(e) le": "born_on",
        "PRENOM": "first_name",
        "Filière": "field_of_study",
        "E-mail perso": "personal_email",
        "Mail": "institutional_email",
    }


@given(
    st.permutations(["N° Apogée", "CNE / Massar", "Nom", "Prénom", "Sexe", "Niveau", "Établissement", "Date naissance"])
)
def test_the_order_of_the_columns_changes_nothing(headings):
    assert fed(headings) == {
        "N° Apogée": "student_number",
        "CNE / Massar": "national_code",
        "Nom": "last_name",
        "Prénom": "first_name",
        "Sexe": "sex",
        "Niveau": "level",
        "Établissement": "establishment",
        "Date naissance": "born_on",
    }


def test_one_column_of_joined_names():
    assert fed(["MATRICULE", "NOM ET PRENOM"])["NOM ET PRENOM"] == "full_name"
    assert fed(["Nom", "GSM"], ["EL AMRANI Ilyas", ""], ["Tazi Rim", ""])["Nom"] == "full_name"
    assert fed(["Nom"], ["Tazi"], ["Bennis"])["Nom"] == "last_name"


def test_contents_tell_when_the_heading_says_nothing():
    rows = [
        ["N100000001", "3", "rim@etu.example.ma", "0610834547", "03/07/2001"],
        ["N100000002", "4", "", "+212610834548", "2001-01-02"],
    ]
    assert fed(["A", "B", "C", "D", "E"], *rows) == {
        "A": "national_code",
        "B": None,
        "C": "institutional_email",
        "D": "phone",
        "E": "born_on",
    }


def test_a_number_column_that_holds_national_codes_is_the_national_code():
    (column,) = registrar.recognise(["MATRICULE"], [["N100000001"], ["J701126992"]])
    assert (column.field, column.found) == ("national_code", Found.CONTENT)
    both = registrar.recognise(["Matricule", "CNE"], [["A1", "N100000001"], ["A2", "J701126992"]])
    assert [(column.field, column.found) for column in both] == [
        ("student_number", Found.HEADING),
        ("national_code", Found.HEADING),
    ]


def test_a_heading_that_only_contains_a_known_word_is_not_taken_for_it():
    assert fed(["Nom du père", "Téléphone du tuteur légal"]) == {"Nom du père": None, "Téléphone du tuteur légal": None}


def test_names_in_arabic_under_a_french_heading():
    assert fed(["Nom", "Prénom"], ["العمراني", "مريم"]) == {"Nom": "last_name_ar", "Prénom": "first_name_ar"}


def test_a_private_mail_box_is_personal():
    assert fed(["Email"], ["rim@gmail.com"], ["anas@yahoo.fr"]) == {"Email": "personal_email"}


def test_a_correction_moves_the_field_and_is_remembered_as_such():
    found = registrar.recognise(["Nom", "Second nom"], [])
    changed = corrected(found, {1: "last_name"})
    assert [(column.field, column.found) for column in changed] == [(None, Found.NOTHING), ("last_name", Found.STAFF)]


def test_a_file_without_names_says_so():
    assert "nom et le prénom" in registrar.why_not_enough(registrar.recognise(["CNE", "Sexe"], []))
    assert registrar.why_not_enough(registrar.recognise(["Nom", "Prénom"], [])) is None
