"""Lists with their state in the address."""

from jalon.ui import Column, Listing, samples

COLUMNS = [
    Column("title", "Titre", order=("title",)),
    Column("seated", "Inscrits", order=("seated",)),
    Column("x", "X"),
]


def listing(request, rows=None, **options):
    """A list of sample rows, ten a page."""
    found = samples.rows() if rows is None else rows
    return Listing(request, found, columns=COLUMNS, sort="title", per_page=10, **options)


def test_the_first_page_stands_in_the_first_order(ask):
    shown = listing(ask())

    titles = [row.title for row in shown]
    assert titles == sorted(titles)
    assert (len(shown), shown.total) == (10, 137)


def test_the_address_chooses_order_and_page(ask):
    shown = listing(ask("/liste/?tri=-seated&page=2&q=a"))

    seated = [row.seated for row in shown]
    assert seated == sorted(seated, reverse=True)
    assert shown.page.number == 2
    assert shown.next_url == "/liste/?tri=-seated&page=3&q=a"
    assert shown.previous_url == "/liste/?tri=-seated&q=a"


def test_what_the_address_says_wrongly_is_ignored(ask):
    shown = listing(ask("/liste/?tri=password&page=nonsense"))

    assert (shown.sort, shown.page.number) == ("title", 1)
    assert listing(ask("/liste/?page=9999")).page.number == 14
    assert listing(ask("/liste/?tri=x")).sort == "title"


def test_a_click_on_a_heading_sorts_then_turns_and_starts_again_at_the_first_page(ask):
    title, seated, x = listing(ask("/liste/?page=3")).headings

    assert (title.url, title.aria_sort) == ("/liste/?tri=-title", "ascending")
    assert (seated.url, seated.aria_sort) == ("/liste/?tri=seated", "")
    assert (x.url, x.aria_sort) == ("", "")


def test_rows_with_equal_values_keep_one_order_over_the_pages(ask):
    seen = [row.pk for page in range(1, 15) for row in listing(ask(f"/liste/?tri=seated&page={page}"))]

    assert len(seen) == len(set(seen)) == 137


def test_filters_that_are_wrong_count_as_none(ask):
    form = samples.SampleFilters(ask("/liste/?q=CV&state=nonsense").GET)

    assert form.values() == {"q": "CV", "state": ""}


def test_an_empty_list_says_whether_filters_hide_rows(ask):
    request = ask("/liste/?q=zzz")
    form = samples.SampleFilters(request.GET)

    assert listing(request, samples.rows("zzz"), filters=form).is_narrowed
    assert not listing(ask(), samples.rows("zzz"), filters=samples.SampleFilters({})).is_narrowed
