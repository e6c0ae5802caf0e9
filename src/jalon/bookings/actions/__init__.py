"""Every write of the package."""

from jalon.bookings.actions.delivering import deliver_days, deliver_hours
from jalon.bookings.actions.holding import lock, release, settle, take

__all__ = ["deliver_days", "deliver_hours", "lock", "release", "settle", "take"]
