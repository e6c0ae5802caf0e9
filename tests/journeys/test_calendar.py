"""The calendar in a browser: every view, moving with the mouse and the keyboard, a week on one sheet. (T01)"""

from datetime import date, time, timedelta

import pytest
from playwright.sync_api import Page, expect

from jalon.activities import actions
from jalon.activities.models import Activity, ActivityType
from jalon.core.actor import system
from jalon.people.models import Person
from jalon.structures.models import Room
from tests.journeys.axe import assert_accessible
from tests.journeys.campus import PHONE, Campus, next_weekday


@pytest.fixture
def monday(campus: Campus) -> date:
    """The Monday after next, so that a week of work lies ahead."""
    day = next_weekday(campus.now.date(), 7)
    return day + timedelta(days=(7 - day.weekday()) % 7)


def programmed(campus: Campus, leader: Person, title: str, day: date, start: int, **fields: object) -> Activity:
    """A draft of two hours in the room."""
    return actions.create_activity(
        campus.centre,
        by=system(campus.centre.pk),
        now=campus.now,
        type=ActivityType.objects.filter(centre=campus.centre).first(),
        title=title,
        leader=leader,
        room=Room.objects.get(centre=campus.centre),
        site=Room.objects.get(centre=campus.centre).site,
        day=day,
        starts_clock=time(start),
        ends_clock=time(start + 2),
        accept_conflicts=True,
        **fields,
    )


def box(page: Page, title: str) -> object:
    return page.locator(".cal-e", has_text=title).first


def when(activity: Activity) -> tuple[date, time]:
    activity.refresh_from_db()
    return activity.day, activity.starts_clock


def test_the_adviser_looks_at_the_calendar_and_moves_an_activity(campus: Campus, monday: date) -> None:
    nadia = campus.person("Nadia", "Tahiri", "resp-coordination", personal_email="nadia@essai.example")
    talk = programmed(campus, nadia, "Le réseau", monday, 10)
    programmed(campus, nadia, "L’entretien", monday + timedelta(days=2), 14)
    desk, phone = campus.page(nadia), campus.page(nadia, PHONE, has_touch=True)
    for page in (desk, phone):
        for view in ("mois", "semaine", "jour", "liste", "annee"):
            campus.go(page, f"calendrier/?vue={view}&jour={monday}")
    campus.go(desk, f"activites/{talk.public_id}/deplacer/")

    # With the keyboard, in the week: two days later at four hours later, where the room is taken; then an hour more.
    campus.go(desk, f"calendrier/?vue=semaine&jour={monday}")
    box(desk, "Le réseau").locator("a").focus()
    desk.keyboard.press("Tab")
    with desk.expect_response(lambda answer: "creneaux" in answer.url):
        desk.keyboard.press("Enter")
    expect(desk.locator("#announcer")).to_contain_text("Flèches pour choisir")
    for key in ("ArrowRight", "ArrowRight", *["Shift+ArrowDown"] * 4):
        desk.keyboard.press(key)
    expect(desk.locator("#announcer")).to_contain_text("La salle est déjà prise")
    assert_accessible(desk)
    desk.keyboard.press("Escape")
    expect(desk.locator("#announcer")).to_have_text("Rien n’a été déplacé.")
    assert when(talk) == (monday, time(10))
    desk.keyboard.press("Enter")
    desk.keyboard.press("ArrowRight")
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")
    expect(desk.locator("[data-toast]")).to_contain_text("déplacée au")
    assert when(talk) == (monday + timedelta(days=1), time(10, 15))
    assert "vue=semaine" in desk.url
    desk.get_by_role("button", name="Annuler").click()
    expect(desk.locator("[data-toast]")).to_contain_text("revenue à son heure")
    assert when(talk) == (monday, time(10))

    # With the mouse, in the week: by a day and two hours.
    start = box(desk, "Le réseau").bounding_box()
    tuesday = desk.locator(f'[data-day="{monday + timedelta(days=1)}"]').bounding_box()
    assert start and tuesday
    hour = tuesday["height"] / (int(desk.locator(".cal-week").get_attribute("data-rows") or 0) / 4)
    desk.mouse.move(start["x"] + 10, start["y"] + 6)
    desk.mouse.down()
    desk.mouse.move(tuesday["x"] + 10, start["y"] + 6 + 2 * hour, steps=5)
    expect(desk.locator("#move-ghost")).to_contain_text("12 h – 14 h")
    desk.mouse.up()
    expect(desk.locator("[data-toast]")).to_contain_text("déplacée au")
    assert when(talk) == (monday + timedelta(days=1), time(12))

    # In the month: the day alone changes; a click on an empty day starts a new activity there.
    campus.go(desk, f"calendrier/?vue=mois&jour={monday}")
    box(desk, "Le réseau").locator("a b").drag_to(desk.locator(f'[data-day="{monday + timedelta(days=3)}"]'))
    expect(desk.locator("[data-toast]")).to_contain_text("déplacée au")
    assert when(talk) == (monday + timedelta(days=3), time(12))
    desk.locator(f'[data-day="{monday + timedelta(days=4)}"]').click(position={"x": 40, "y": 80})
    expect(desk.get_by_label("Jour", exact=False).first).to_have_value((monday + timedelta(days=4)).isoformat())


def test_moving_asks_first_when_people_would_be_told(campus: Campus, monday: date) -> None:
    nadia = campus.person("Nadia", "Tahiri", "resp-coordination", personal_email="nadia@essai.example")
    salma = campus.person("Salma", "Idrissi", personal_email="salma@boite.example")
    talk = programmed(campus, nadia, "Le réseau", monday, 10, seats=20)
    by = system(campus.centre.pk)
    actions.publish_activity(talk, by=by, now=campus.now)
    actions.add_registration(talk, salma, by=by, now=campus.now)
    desk = campus.page(nadia)
    campus.go(desk, f"calendrier/?vue=mois&jour={monday}")
    box(desk, "Le réseau").locator("a b").drag_to(desk.locator(f'[data-day="{monday + timedelta(days=1)}"]'))

    expect(desk.get_by_text("Ce qui sera annoncé")).to_be_visible()
    assert_accessible(desk)
    assert when(talk)[0] == monday
    desk.get_by_role("button", name="Déplacer et prévenir").click()
    expect(desk.locator("[data-toast]")).to_contain_text("déplacée au")
    assert when(talk)[0] == monday + timedelta(days=1)


def test_a_week_of_sixty_activities_prints_on_one_sheet(campus: Campus, monday: date) -> None:
    nadia = campus.person("Nadia", "Tahiri", "resp-coordination", personal_email="nadia@essai.example")
    for number in range(60):
        title = f"Préparer son entretien d’embauche avec un professionnel ({number})"
        programmed(campus, nadia, title, monday + timedelta(days=number % 6), 8 + number % 10)
    desk = campus.page(nadia)
    campus.go(desk, f"calendrier/semaine/?jour={monday}")
    content = desk.pdf(prefer_css_page_size=True)

    assert desk.locator(".paper-e").count() == 60
    assert content.count(b"/Type /Page\n") == 1
    assert b"/MediaBox [0 0 841" in content or b"/MediaBox [0 0 842" in content


def test_a_month_of_six_hundred_activities_shows_at_once(campus: Campus, monday: date) -> None:
    nadia = campus.person("Nadia", "Tahiri", "resp-coordination", personal_email="nadia@essai.example")
    model = programmed(campus, nadia, "Le réseau", monday, 10)
    first = monday.replace(day=1)
    made = []
    for number in range(599):
        fields = {field.attname: getattr(model, field.attname) for field in Activity._meta.concrete_fields}
        fields = {name: value for name, value in fields.items() if name not in {"id", "public_id"}}
        made.append(Activity(**fields | {"day": first + timedelta(days=number % 28)}))
        made[-1].derive_moments()
    Activity.objects.bulk_create(made)
    desk = campus.page(nadia)
    campus.go(desk, f"calendrier/?vue=mois&jour={monday}")

    assert desk.locator(".cal-e").count() >= 600
