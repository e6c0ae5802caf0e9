"""The page behind the link at the foot of a message: no account, the address itself is the proof."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from jalon import ui
from jalon.core.actor import Actor, ActorKind
from jalon.core.pages import public
from jalon.core.request import Request
from jalon.messaging import actions, addresses, kinds, queries
from jalon.people.models import Person


@csrf_exempt  # mail programs POST here by themselves (RFC 8058); the signed address is the proof
@require_http_methods(["GET", "POST"])
@public
def unsubscribe(request: Request, token: str) -> HttpResponse:
    """GET shows, since scanners open links; POST stops these messages, or asks for them again."""
    found = addresses.read_unsubscribe(token)
    kind = kinds.find(found[1]) if found else None
    if found is None or kind is None or kind.is_essential:
        raise Http404
    person = Person.objects.live().filter(centre=request.centre, public_id=found[0]).first()
    if person is None:
        raise Http404
    if request.method == "POST":
        choice = kind.choices[-2] if request.POST.get("again") else kind.choices[-1]
        actor = Actor(ActorKind.LINK, centre_id=person.centre_id, person_id=person.pk)
        actions.choose(person, {kind.code: choice}, by=actor, now=timezone.now())
    stopped = queries.chosen_by(person).get(kind.code) == kind.choices[-1]
    context = {"label": kind.label, "stopped": stopped, "done": request.method == "POST"}
    return ui.render(request, "messaging/unsubscribe.html", context)
