"""What surveys tell those who asked them."""

from django.dispatch import Signal

completed = Signal()
"""Sent with `survey`, `person`, `by` and `now` when somebody has answered, in the same transaction.

It never carries the answers. A listener that fails makes the whole answer fail, and the person keeps what they typed.
"""
