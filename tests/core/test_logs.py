"""What opens something never stands in a log."""

import logging

import pytest
from django.conf import settings

from jalon.core.logs import WithoutSecrets, without_secrets


def printed(message: str, *args: object) -> str:
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, message, args, None)
    assert WithoutSecrets().filter(record)
    return record.getMessage()


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/demo/questionnaires/lien/Zk3-9_aBcDeFgHiJkLmNoPqRsTu/", "/demo/questionnaires/lien/…/"),
        ("/invitation/Zk3-9_aBcDeFgHiJkLmNoPqRsTu/", "/invitation/…/"),
        (
            "/compte/mot-de-passe/nouveau/1-d4v2x8-0123456789abcdef0123456789abcdef/",
            "/compte/mot-de-passe/nouveau/…/",
        ),
        ("/demo/desabonnement/WyJhYmMiLCJkZWYiXQ:1vX2yZ:0aB-cD_eF/", "/demo/desabonnement/…/"),
        ("/demo/activites/7k3m9qxw2tpz04ra1/modifier/", "/demo/activites/7k3m9qxw2tpz04ra1/modifier/"),
    ],
)
def test_secrets_are_taken_out_of_paths_and_the_identifiers_of_pages_stay(path, kept):
    assert (without_secrets(path), printed("%s: %s", "Not Found", path)) == (kept, f"Not Found: {kept}")


def test_every_handler_wears_the_filter():
    handlers = settings.LOGGING["handlers"]

    assert [name for name, handler in handlers.items() if "secrets" not in handler["filters"]] == []
    assert settings.LOGGING["filters"]["secrets"] == {"()": "jalon.core.logs.WithoutSecrets"}
