"""The outbox: every mail that leaves Jalon, who receives it and why, and what people chose to receive."""
