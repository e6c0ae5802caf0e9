"""One mechanism for permissions: the list comes first, the single object follows from it."""

from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from jalon.core.actor import Actor
from jalon.core.refusals import Forbidden


def single[M: Model](rows: QuerySet[M]) -> M | None:
    """The only row, or None: `first()` without the order that it works out for nothing when a key finds one row."""
    return next(iter(rows.order_by()[:1]), None)


class Policy[M: Model]:
    """Who may see and do what with one kind of object.

    A subclass writes `visible_to` and one `can_<verb>` per verb; `can_view` derives from the list, so that a list
    and a page can never disagree. A `can_<verb>` says who may; whether the moment is right is the business of `rules`.
    """

    related: tuple[str, ...] = ()
    """What a page of one object reads with it, in the same query."""

    def visible_to(self, actor: Actor) -> QuerySet[M]:
        """The rows that this actor may see. Never distinct(): it forbids row locks."""
        raise NotImplementedError

    def one(self, rows: QuerySet[M], centre: Any) -> M | None:
        """The one row of a page, with what the page reads beside it; `centre` is the request's."""
        return single(rows.select_related(*self.related) if self.related else rows)

    def can_view(self, actor: Actor, obj: M) -> bool:
        """Whether this row is in the actor's list."""
        return self.visible_to(actor).filter(pk=obj.pk).exists()

    def can(self, verb: str, actor: Actor, obj: Any) -> bool:
        """The answer of `can_<verb>`; an unknown verb is a programming error, not a refusal."""
        return bool(getattr(self, f"can_{verb}")(actor, obj))

    def require(self, verb: str, actor: Actor, obj: Any) -> None:
        """Raise Forbidden unless the actor may."""
        if not self.can(verb, actor, obj):
            raise Forbidden(
                _("Vous n’avez pas le droit de faire cela ici. Adressez-vous à la personne responsable du centre.")
            )
