"""The pages of what went wrong."""

import pytest

from jalon.ui import errors


@pytest.mark.parametrize(
    ("handler", "status", "words"),
    [
        (errors.bad_request, 400, "Cette demande n’a pas pu être lue"),
        (errors.forbidden, 403, "Cette page ne vous est pas ouverte"),
        (errors.not_found, 404, "Il n’y a rien à cette adresse"),
        (errors.server_error, 500, "Quelque chose s’est mal passé de notre côté"),
        (errors.csrf_failure, 403, "Ce formulaire est resté ouvert trop longtemps"),
    ],
)
def test_a_page_says_what_happened_and_what_to_do(ask, handler, status, words):
    response = handler(ask())

    page = response.content.decode()
    assert response.status_code == status
    assert words in page
    assert "Revenir à l’accueil" in page


@pytest.mark.parametrize(
    "handler", [errors.bad_request, errors.forbidden, errors.not_found, errors.server_error, errors.csrf_failure]
)
def test_for_htmx_a_fault_is_a_toast_and_the_page_stays(ask, handler):
    response = handler(ask(part=True))

    assert (response["HX-Retarget"], response["HX-Reswap"]) == ("#toasts", "beforeend")
    assert response.content.decode().startswith('<div class="toast tone-danger" role="alert"')
