"""What every page is made of; `from jalon import ui` gives what views and rules use."""

from jalon.ui.charts import Chart, Series
from jalon.ui.dates import clock, day, day_short, moment, moment_short, month_short, period, relative_day, time_range
from jalon.ui.forms import FilterForm
from jalon.ui.listing import Column, Listing
from jalon.ui.rendering import redirect, render
from jalon.ui.toasts import Undo, toast

__all__ = [
    "Chart",
    "Column",
    "FilterForm",
    "Listing",
    "Series",
    "Undo",
    "clock",
    "day",
    "day_short",
    "moment",
    "moment_short",
    "month_short",
    "period",
    "redirect",
    "relative_day",
    "render",
    "time_range",
    "toast",
]
