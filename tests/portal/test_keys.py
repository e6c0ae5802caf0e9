"""The key of a form never opens somebody else's account."""

from jalon.portal.actions import join
from jalon.portal.queries import Identity
from tests.factories import NOON, CentreFactory


def test_the_form_of_somebody_else_sent_again_with_its_key_opens_a_record_of_one_s_own(db):
    centre = CentreFactory(code="essai")
    sent = {"wanted": "", "key": "the-key-of-a-form", "now": NOON}
    salma = join(centre, address="salma@etu.example", identity=Identity("Idrissi", "Salma"), **sent)
    again = join(centre, address="salma@etu.example", identity=Identity("Idrissi", "Salma"), **sent)
    other = join(centre, address="rim@etu.example", identity=Identity("Alami", "Rim"), **sent)

    assert (again.user, other.user.email) == (salma.user, "rim@etu.example")
    assert other.person.full_name == "Rim Alami"
