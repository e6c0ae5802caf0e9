"""`{% load ui %}`."""

from jalon.ui.tags import blocks, components, forms, links, lists, register, text

__all__ = ["blocks", "components", "forms", "links", "lists", "register", "text"]
