"""Whether a row and a record are one person."""

from hypothesis import given
from hypothesis import strategies as st

from jalon.people.imports.matching import Candidates, Certainty, Known, contradicts, decide

RIM = Known(
    1, None, "El Amrani", "Rim", "العمراني", "ريم", "2001-07-03", "N100000001", "20000001", ("rim@etu.example.ma",)
)


def row(**changes):
    return RIM._replace(person_id=None, **changes)


def answer(known, **by):
    decision = decide(known, Candidates(**by))
    return decision.certainty, decision.who and decision.who.person_id


def test_the_same_national_code_with_a_compatible_name_is_certain():
    assert answer(row(last="ELAMRANI", first="RIM", born_on=""), by_code=[RIM]) == (Certainty.CERTAIN, 1)
    assert answer(row(last="Rim", first="El Amrani"), by_code=[RIM]) == (Certainty.CERTAIN, 1)


def test_a_code_beside_another_name_is_doubtful():
    decision = decide(row(last="Berrada", first="Sara"), Candidates(by_code=[RIM]))
    assert decision.certainty is Certainty.DOUBTFUL
    assert decision.reason == "Même code national que Rim El Amrani, mais un autre nom."
    assert answer(row(last="Berrada", first="Sara", national_code=""), by_number=[RIM]) == (Certainty.DOUBTFUL, 1)


def test_the_same_name_and_birth_date_are_certain_unless_a_code_contradicts():
    assert answer(row(national_code="", student_number=""), by_identity=[RIM]) == (Certainty.CERTAIN, 1)
    assert answer(row(national_code="J700000000"), by_identity=[RIM]) == (Certainty.NEW, None)


def test_a_name_alone_is_nobody():
    assert answer(row(national_code="", born_on=""), by_identity=[RIM]) == (Certainty.NEW, None)
    assert answer(row(national_code="", born_on="2001-07-04"), by_identity=[RIM]) == (Certainty.NEW, None)


def test_an_address_with_an_agreeing_name_is_doubtful_and_alone_is_nobody():
    lone = row(national_code="", student_number="", born_on="")
    assert answer(lone, by_email=[RIM]) == (Certainty.DOUBTFUL, 1)
    assert answer(lone._replace(last="Tazi"), by_email=[RIM]) == (Certainty.NEW, None)
    assert answer(lone._replace(born_on="1999-01-01"), by_email=[RIM]) == (Certainty.NEW, None)
    assert answer(lone._replace(national_code="J700000000"), by_email=[RIM]) == (Certainty.NEW, None)


def test_two_possible_records_are_doubtful():
    twin = RIM._replace(person_id=2, national_code="J700000000")
    assert answer(row(national_code="", student_number=""), by_identity=[RIM, twin]) == (Certainty.DOUBTFUL, 1)
    assert answer(row(national_code="", student_number=""), by_identity=[RIM, RIM]) == (Certainty.CERTAIN, 1)


def test_two_scripts_are_told_by_the_birth_date():
    arabic = row(last="العمراني", first="ريم", last_ar="", first_ar="")
    latin_only = RIM._replace(last_ar="", first_ar="")
    assert answer(arabic, by_code=[latin_only]) == (Certainty.CERTAIN, 1)
    assert answer(arabic._replace(born_on=""), by_code=[latin_only]) == (Certainty.DOUBTFUL, 1)
    assert answer(arabic._replace(born_on=""), by_code=[RIM]) == (Certainty.CERTAIN, 1)


known = st.builds(
    Known,
    st.integers(1, 5),
    st.none(),
    st.sampled_from(["Tazi", "Alaoui"]),
    st.sampled_from(["Rim", "Anas"]),
    st.just(""),
    st.just(""),
    st.sampled_from(["", "2001-07-03"]),
    st.sampled_from(["", "N1", "N2"]),
    st.sampled_from(["", "7"]),
    st.sampled_from([(), ("a@b.ma",)]),
)


@given(known, st.lists(known, max_size=4))
def test_whatever_they_share_two_national_codes_are_never_one_person(someone, others):
    found = Candidates(
        [o for o in others if o.national_code and o.national_code == someone.national_code], others, others, others
    )
    decision = decide(someone, found)
    if decision.who is not None:
        assert not contradicts(someone, decision.who)
