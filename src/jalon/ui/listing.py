"""A list of rows with its state in the address: order, page, filters."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jalon.ui.forms import FilterForm

SORT = "tri"
PAGE = "page"


@dataclass(frozen=True)
class Column:
    """A heading; sortable when `order` names the fields. `hidden` keeps the label for screen readers only.

    `computed` gives the value that `order` names by the column's code, where the rows only need it for being sorted.
    """

    code: str
    label: str | Promise
    order: Sequence[str] = ()
    numeric: bool = False
    hidden: bool = False
    computed: Callable[[], Any] | None = None


@dataclass(frozen=True)
class Heading:
    """A column as this request shows it: where a click leads, and how the rows stand now."""

    column: Column
    url: str
    direction: str

    @property
    def aria_sort(self) -> str:
        """For screen readers: ascending, descending or empty."""
        return {"up": "ascending", "down": "descending"}.get(self.direction, "")


class Listing:
    """One page of rows, and the addresses of the other pages and orders.

    `rows` is a queryset that starts from a policy; `sort` is the order at first sight (`-starts`: the column `starts`,
    latest first); the rows' primary key closes every order, so that pages never overlap. What the address says wrongly
    is ignored. Two queries: the count and the page. `read` gives the rows what the page shows beyond the filters
    (annotations, the columns alone): the count does without.
    """

    def __init__(
        self,
        request: HttpRequest,
        rows: QuerySet[Any],
        *,
        columns: Sequence[Column],
        sort: str,
        filters: FilterForm | None = None,
        per_page: int = 50,
        noun: tuple[str | Promise, str | Promise] = (_("ligne"), _("lignes")),
        read: Callable[[QuerySet[Any]], QuerySet[Any]] | None = None,
    ) -> None:
        self.request, self.columns, self.filters, self.noun = request, columns, filters, noun
        self.first_sort = sort
        self.sort = self._asked_sort()
        column = self._sorted_by()
        shown = rows.annotate(**{column.code: column.computed()}) if column and column.computed else rows
        paginator = Paginator((read(shown) if read else shown).order_by(*self._order()), per_page)
        if read:
            paginator.count = rows.count()
        self.page: Page = paginator.get_page(request.GET.get(PAGE))

    def __iter__(self) -> Iterator[Any]:
        return iter(self.page.object_list)  # a page alone would be read by its indices, one after the other

    def __len__(self) -> int:
        return len(self.page)

    @property
    def total(self) -> int:
        """All rows that match."""
        return self.page.paginator.count

    @property
    def counted(self) -> str | Promise:
        """The noun that follows the total."""
        return self.noun[0] if self.total < 2 else self.noun[1]

    @property
    def is_narrowed(self) -> bool:
        """Whether filters hide rows: an empty list then says so."""
        return bool(self.filters and self.filters.active)

    @property
    def path(self) -> str:
        """The list without filters."""
        return self.request.path

    @cached_property
    def headings(self) -> list[Heading]:
        """The columns with their links."""
        return [self._heading(column) for column in self.columns]

    @cached_property
    def pages(self) -> list[tuple[int | None, str]]:
        """Numbers and addresses of the pages worth a link; a None stands for those left out."""
        shown = self.page.paginator.get_elided_page_range(self.page.number, on_each_side=1, on_ends=1)
        return [(page, self.address(**{PAGE: page})) if isinstance(page, int) else (None, "") for page in shown]

    @property
    def previous_url(self) -> str:
        """The page before, or nothing."""
        return self.address(**{PAGE: self.page.previous_page_number()}) if self.page.has_previous() else ""

    @property
    def next_url(self) -> str:
        """The page after, or nothing."""
        return self.address(**{PAGE: self.page.next_page_number()}) if self.page.has_next() else ""

    def address(self, **changes: Any) -> str:
        """This list's address with some parameters changed (None takes one away)."""
        written = dict(self._asked)
        for name, value in changes.items():
            if value is None or (name == PAGE and value == 1):
                written.pop(name, None)
            else:
                written[name] = urlencode({name: value})
        return f"{self.request.path}?{'&'.join(written.values())}" if written else self.request.path

    @cached_property
    def _asked(self) -> dict[str, str]:
        """What the address says now: how each parameter is written."""
        return {name: urlencode({name: values}, doseq=True) for name, values in self.request.GET.lists()}

    def _asked_sort(self) -> str:
        asked = self.request.GET.get(SORT, "")
        known = {column.code for column in self.columns if column.order}
        return asked if asked.removeprefix("-") in known else self.first_sort

    def _sorted_by(self) -> Column | None:
        code = self.sort.removeprefix("-")
        return next((column for column in self.columns if column.code == code), None)

    def _order(self) -> list[str]:
        column = self._sorted_by()
        fields = list(column.order) if column else []
        if self.sort.startswith("-"):
            fields = [field[1:] if field.startswith("-") else f"-{field}" for field in fields]
        return [*fields, "-pk" if self.sort.startswith("-") else "pk"]

    def _heading(self, column: Column) -> Heading:
        if not column.order:
            return Heading(column, "", "")
        direction = {column.code: "up", f"-{column.code}": "down"}.get(self.sort, "")
        following = f"-{column.code}" if direction == "up" else column.code
        return Heading(column, self.address(**{SORT: following, PAGE: None}), direction)
