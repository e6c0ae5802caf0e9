"""Every field of every table is classified: export, retention and erasure follow from it."""

from django.apps import apps

from jalon.privacy import classification
from jalon.privacy.classification import HIDDEN, OnErasure

MODELS = list(apps.get_models(include_auto_created=True))


def test_every_field_of_every_table_has_a_category():
    unclassified = {model._meta.label: classification.unclassified_fields(model) for model in MODELS}

    assert {label: fields for label, fields in unclassified.items() if fields} == {}


def test_every_table_with_a_field_of_its_own_says_why_and_for_how_long():
    for model in MODELS:
        found = classification.classified(model)
        if found is not None:
            assert str(found.purpose), model
            assert str(found.retention), model


def test_what_identifies_or_reaches_a_person_is_emptied_or_deleted_with_them():
    """Sex stays: it counts, and says of nobody who they are."""
    kept = []
    for label, table in classification.tables().items():
        named = {name for name, category in table.fields.items() if category in {"identity", "contact"}}
        if table.person and table.on_erasure is OnErasure.BLANK:
            named -= set(table.blank)
        elif table.on_erasure is OnErasure.DELETE:
            named = set()
        kept += [f"{label}.{name}" for name in sorted(named)]

    assert kept == [
        "journal.Difference.before",  # deleted by `erase` itself
        "people.Person.sex",
        "accounts.User.email",  # forgotten by `accounts.ending`, unless another centre needs it
        "account.EmailAddress.email",  # the same
    ]


def test_each_table_about_a_person_has_words_for_the_page_of_data():
    for label, table in classification.tables().items():
        shown = [name for name, category in table.fields.items() if category not in HIDDEN]
        if table.person and shown and label != "people.Merge":
            assert table.title, label
            assert table.labels, label
