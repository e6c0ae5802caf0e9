"""Charts and the tables behind them."""

import json
import re

import pytest
from django.template import Context, Template

from jalon import ui


def test_the_table_holds_what_the_drawing_shows():
    series = [ui.Series("Présents", [34, None], ["/a/", ""]), ui.Series("Absents", [6, 9])]
    chart = ui.Chart("bar", "Par mois", ["sept.", "oct."], series)

    assert chart.rows == [("sept.", [(34, "/a/"), (6, "")]), ("oct.", [(None, ""), (9, "")])]
    assert [row["values"] for row in chart.data["series"]] == [[34, None], [6, 9]]


def test_numbers_lead_to_their_rows_and_titles_cannot_close_the_data():
    chart = ui.Chart("bar", "</script><b>", ["sept."], [ui.Series("Présents", [1234], ["/rows/"])], unit="h")

    shown = Template("{% load ui %}{% chart chart %}").render(Context({"chart": chart}))

    assert '<a href="/rows/">1\u00a0234</a>&nbsp;h' in shown
    data = re.search(r'<script id="chart-1" type="application/json">(.*?)</script>', shown)
    assert data
    assert json.loads(data[1])["title"] == "</script><b>"


def test_a_series_has_a_value_for_each_category():
    with pytest.raises(ValueError, match="2 values for 1 categories"):
        ui.Chart("bar", "Par mois", ["sept."], [ui.Series("Présents", [1, 2])])


def test_a_kind_that_nobody_draws_is_refused():
    with pytest.raises(ValueError, match="radar"):
        ui.Chart("radar", "Par mois", [], [])
