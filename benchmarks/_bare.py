"""What Django alone does, beside which pages are measured; under addresses of their own, before Jalon's."""

from django.http import HttpRequest, HttpResponse
from django.template.backends.django import DjangoTemplates
from django.urls import path

from jalon.activities.models import Activity
from jalon.config.urls import urlpatterns as jalon

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
"""As `startproject` writes it."""

templates = DjangoTemplates(
    {
        "NAME": "bare",
        "DIRS": [],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
)
page = templates.from_string("<!doctype html><title>{{ activity.title }}</title><h1>{{ activity.title }}</h1>")


def one_row(request: HttpRequest, pk: int) -> HttpResponse:
    """One row read by its key, shown by a template of one line."""
    return HttpResponse(page.render({"activity": Activity.objects.get(pk=pk)}, request))


def barest(request: HttpRequest, pk: int) -> HttpResponse:
    """The same row without a template: the least that Django can do with it."""
    return HttpResponse(Activity.objects.get(pk=pk).title)


urlpatterns = [path("ligne/<int:pk>/", one_row), path("titre/<int:pk>/", barest), *jalon]
