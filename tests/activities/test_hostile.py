"""What somebody types into an activity to reach those who read it."""

import pytest

from jalon.activities import papers
from jalon.activities.forms import ActivityForm


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", " javascript:alert(1)"])
def test_the_address_of_an_online_activity_is_never_a_script(centre, now, address):
    form = ActivityForm({"online_url": address}, centre=centre, today=now.date())

    assert not form.is_valid()
    assert form.cleaned_data.get("online_url", "https://").startswith("https://")


def test_new_lines_in_a_title_a_place_or_the_centre_add_no_line_to_the_calendar(centre, workshop, now):
    injected = "Atelier\r\nATTENDEE:mailto:victime@example.org\r\nEND:VEVENT"
    workshop.title = workshop.place = workshop.description = centre.name = injected
    workshop.centre = centre
    written = papers.calendar_file(workshop, now=now).decode().split("\r\n")

    assert [line for line in written if line.startswith("ATTENDEE")] == []
    assert written.count("END:VEVENT") == 1
