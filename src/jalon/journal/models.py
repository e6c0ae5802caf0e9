"""Who did what, when: rows that are only ever added."""

from collections.abc import Iterable

from django.db import models

from jalon.core.actor import ActorKind


class EntryQuerySet(models.QuerySet["Entry"]):
    def about(self, kind: str, object_id: int) -> "EntryQuerySet":
        """Entries that concern this object, as their object or beside it."""
        return self.filter(mentions__kind=kind, mentions__object_id=object_id)

    def of_act(self, *codes: str) -> "EntryQuerySet":
        """Entries of these acts."""
        return self.filter(act__in=codes)

    def by_person(self, person_id: int) -> "EntryQuerySet":
        """What this person did."""
        return self.filter(author_kind=ActorKind.PERSON, author_id=person_id)

    def latest_first(self) -> "EntryQuerySet":
        """The newest on top."""
        return self.order_by("-at", "-pk")


class Entry(models.Model):
    """One act. No name is stored: people and things are identifiers, and the sentence is made when it is read.

    Database triggers refuse that a row be changed or deleted. `centre_id` is a plain number because the journal lies
    below the package that knows centres.
    """

    act = models.CharField(max_length=80)
    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    centre_id = models.BigIntegerField(null=True)
    author_kind = models.CharField(max_length=10)
    author_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    params = models.JSONField(default=dict)

    objects = EntryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["centre_id", "at"], name="journal_entry_centre_at"),
            models.Index(fields=["author_kind", "author_id", "at"], name="journal_entry_author_at"),
            models.Index(fields=["act", "centre_id", "at"], name="journal_entry_act_at"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(author_kind__in=list(ActorKind)), name="journal_entry_author_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.kind}:{self.object_id}"


class Mention(models.Model):
    """An object that an entry is about; the entry's own object is always among them."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="mentions")
    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "kind", "object_id"], name="journal_mention_once")]
        indexes = [models.Index(fields=["kind", "object_id", "entry"], name="journal_mention_object")]


class Difference(models.Model):
    """The former value of a field that an act changed: the only part of the journal that erasure may delete."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="differences")
    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    field = models.CharField(max_length=60)
    before = models.JSONField(null=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "object_id"], name="journal_difference_object")]


def mentions_of(entry: Entry, objects: Iterable[tuple[str, int]]) -> list[Mention]:
    """The rows that tie an entry to what it is about, each object once."""
    return [Mention(entry=entry, kind=kind, object_id=pk) for kind, pk in dict.fromkeys(objects)]
