"""Whole pages, parts of pages, toasts, redirections."""

import pytest
from django import forms

from jalon import ui
from jalon.ui import toasts
from jalon.ui.rendering import wants_part
from jalon.ui.views import gallery


def test_the_same_address_gives_the_page_or_only_its_part(ask):
    whole, part = gallery(ask()).content.decode(), gallery(ask(part=True)).content.decode()

    assert whole.startswith("<!doctype html>")
    assert part.startswith('<div class="table-frame" id="rows"')
    assert part in whole


def test_an_address_that_gives_both_says_so_to_caches(ask):
    assert "HX-Request" in gallery(ask())["Vary"]
    assert "HX-Request" in gallery(ask(part=True))["Vary"]


@pytest.mark.parametrize("header", ["HX-Boosted", "HX-History-Restore-Request"])
def test_a_page_that_is_visited_or_restored_is_whole(ask, header):
    request = ask(part=True)
    request.META[f"HTTP_{header.upper().replace('-', '_')}"] = "true"

    assert not wants_part(request)


def test_the_status_is_the_one_asked_for(ask):
    response = ui.render(ask(), "ui/errors/404.html", {}, status=422)

    assert response.status_code == 422


def test_a_toast_is_shown_once(ask):
    request = ask()
    ui.toast(request, "Atelier clôturé.")

    assert [toast.message for toast in toasts.waiting(request)] == ["Atelier clôturé."]
    assert request._messages.used


def test_a_toast_carries_its_way_back(ask):
    request = ask()
    ui.toast(request, "Inscription annulée.", undo=ui.Undo("/retablir/", {"key": "k1"}))

    (toast,) = toasts.waiting(request)

    assert toast.undo == ui.Undo("/retablir/", {"key": "k1"}, "Annuler")
    assert toast.seconds == 20


def test_a_toast_that_tells_of_a_fault_stays(ask):
    request = ask()
    ui.toast(request, "Le fichier est vide.", tone="danger")

    assert toasts.waiting(request)[0].seconds == 0


def test_toasts_go_along_with_a_part_of_the_page(ask):
    request = ask(part=True)
    ui.toast(request, "<b>Fait</b>", undo=ui.Undo("/defaire/"))

    part = gallery(request).content.decode()

    assert '<div id="toasts" hx-swap-oob="beforeend">' in part
    assert "&lt;b&gt;Fait&lt;/b&gt;" in part
    assert '<form method="post" action="/defaire/">' in part


def test_after_a_post_the_browser_asks_for_the_next_page(ask):
    response = ui.redirect(ask(method="post"), "/ailleurs/")

    assert (response.status_code, response["Location"]) == (303, "/ailleurs/")


def test_htmx_changes_the_whole_page(ask):
    response = ui.redirect(ask(part=True, method="post"), "/ailleurs/")

    assert (response.status_code, response["HX-Redirect"]) == (200, "/ailleurs/")


def test_the_help_of_a_field_is_text_and_never_markup(ask):
    class Asked(forms.Form):
        answer = forms.CharField(help_text="<b>Un texte d’un kit</b>")

    shown = str(Asked()["answer"].as_field_group())

    assert ("&lt;b&gt;Un texte d’un kit&lt;/b&gt;" in shown, "<b>" in shown) == (True, False)
