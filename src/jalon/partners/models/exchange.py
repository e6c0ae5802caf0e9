"""What was said with an organisation, and when to call back."""

from django.db import models

from jalon.core.models import PublicId
from jalon.partners.models.contact import Contact
from jalon.partners.models.organisation import Organisation
from jalon.people.models import Person
from jalon.structures.models import Centre, Reference


class ExchangeQuerySet(models.QuerySet["Exchange"]):
    def standing(self) -> "ExchangeQuerySet":
        """Those that nobody took back."""
        return self.filter(cancelled_at=None)


class Exchange(models.Model):
    """A call, a letter, a meeting. `is_month_only`: a file gave the month, and `day` is its first."""

    public_id = PublicId()
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="exchanges")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="exchanges")
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, blank=True, related_name="exchanges")
    day = models.DateField()
    is_month_only = models.BooleanField(default=False)
    channel = models.ForeignKey(Reference, models.PROTECT, null=True, blank=True, related_name="+")
    summary = models.CharField(max_length=500, blank=True)
    is_answered = models.BooleanField(default=True)
    """False: the centre called or wrote, and nobody answered."""
    author = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    noted_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = ExchangeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["organisation", "day"], name="partners_exchange_day")]


class CallBackQuerySet(models.QuerySet["CallBack"]):
    def open(self) -> "CallBackQuerySet":
        """Neither done nor taken back."""
        return self.filter(done_at=None, cancelled_at=None)


class CallBack(models.Model):
    """*À rappeler* on a day; whoever follows it finds it in *Ma journée*."""

    public_id = PublicId()
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="call_backs")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="call_backs")
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, blank=True, related_name="call_backs")
    exchange = models.ForeignKey(Exchange, models.PROTECT, null=True, blank=True, related_name="call_backs")
    """What was said when it was agreed."""
    due_on = models.DateField()
    reason = models.CharField(max_length=500, blank=True)
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    """Whose it is; nobody's, and everybody who works with partners sees it."""
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = CallBackQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["centre", "due_on"], name="partners_call_back_due")]
