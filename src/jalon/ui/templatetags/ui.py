"""`{% load ui %}`."""

from jalon.ui.tags import blocks, components, forms, lists, register, text

__all__ = ["blocks", "components", "forms", "lists", "register", "text"]
