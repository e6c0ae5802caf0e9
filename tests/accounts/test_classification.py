"""Every field of accounts, and of the libraries that sign people in, is classified."""

import pytest
from django.apps import apps

from jalon.privacy.classification import unclassified_fields


@pytest.mark.parametrize(
    "label", ["accounts", "account", "mfa", "sessions", "auth", "contenttypes", "django_tasks_database"]
)
def test_nothing_is_left_out(label):
    models = list(apps.get_app_config(label).get_models())
    assert {model._meta.label: unclassified_fields(model) for model in models} == {m._meta.label: [] for m in models}
