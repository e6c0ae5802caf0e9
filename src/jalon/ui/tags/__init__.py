"""The template tags and filters of `{% load ui %}`, by subject."""

from django import template

register = template.Library()
