"""People: everybody whom the centre knows, once each, with their studies, roles and duplicates."""

from jalon.people.models.erasure import ErasureRequest
from jalon.people.models.imports import ImportBatch, ImportProfile, ImportRow, ImportState, Verdict
from jalon.people.models.mandate import Absence, Mandate
from jalon.people.models.merge import Distinction, Merge, MergeMove
from jalon.people.models.person import Origin, Person, Sex
from jalon.people.models.studies import Studies

__all__ = [
    "Absence",
    "Distinction",
    "ErasureRequest",
    "ImportBatch",
    "ImportProfile",
    "ImportRow",
    "ImportState",
    "Mandate",
    "Merge",
    "MergeMove",
    "Origin",
    "Person",
    "Sex",
    "Studies",
    "Verdict",
]
