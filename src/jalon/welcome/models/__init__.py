"""Welcoming young people: visits, shifts, what the centre decides about them."""

from jalon.welcome.models.choices import Choices, Required
from jalon.welcome.models.shift import Shift
from jalon.welcome.models.visit import Place, State, Visit

__all__ = ["Choices", "Place", "Required", "Shift", "State", "Visit"]
