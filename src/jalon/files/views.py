"""The one address from which files are read."""

from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.http.response import HttpResponseBase

from jalon.core.pages import public
from jalon.core.request import Request
from jalon.files import queries
from jalon.files.responses import file_response


@public  # type: ignore[arg-type]  # a streamed answer
def download(request: Request, public_id: str) -> HttpResponseBase:
    """The file, for those whom its holder's policy lets read it; others learn nothing, not even that it exists.

    `?voir` shows a picture in place instead of saving it. A passer-by is asked to sign in, whatever the address.
    """
    file = queries.readable(public_id, by=request.actor)
    if file is not None:
        return file_response(file, inline="voir" in request.GET)
    if request.user.is_authenticated:
        raise Http404
    return redirect_to_login(request.get_full_path())
