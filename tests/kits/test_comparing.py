"""Three sides compared: delivered before, what the centre has, delivered now."""

import pytest

from jalon.kits.comparing import Outcome, merge

OLD, NEW, OWN = {"label": "Avant"}, {"label": "Après"}, {"label": "Le nôtre"}


@pytest.mark.parametrize(
    ("base", "current", "delivered", "outcome"),
    [
        (None, None, NEW, Outcome(values=NEW, is_new=True)),
        (OLD, None, NEW, Outcome(kept=["label"])),
        (NEW, NEW, NEW, Outcome()),
        (OLD, OLD, NEW, Outcome(values=NEW)),
        (OLD, OWN, NEW, Outcome(kept=["label"])),
        (OLD, NEW, NEW, Outcome()),
        (NEW, OWN, NEW, Outcome(kept=["label"])),
        (None, OWN, NEW, Outcome(kept=["label"])),
        (None, NEW, NEW, Outcome()),
        (
            {"label": "Avant", "tone": "info"},
            {"label": "Le nôtre", "tone": "info"},
            {"label": "Après", "tone": "success"},
            Outcome(values={"label": "Le nôtre", "tone": "success"}, kept=["label"]),
        ),
        (
            {"aliases": ["a", "b"]},
            {"aliases": ["b", "own"]},
            {"aliases": ["b", "c"]},
            Outcome(values={"aliases": ["b", "own", "c"]}),
        ),
        ({"aliases": ["a"]}, {"aliases": ["own"]}, {"aliases": ["a"]}, Outcome()),
    ],
)
def test_the_centre_keeps_what_it_changed_and_takes_the_rest(base, current, delivered, outcome):
    assert merge(base=base, current=current, delivered=delivered) == outcome
