"""Who did what: `record` in actions, `timeline.of` on pages."""
