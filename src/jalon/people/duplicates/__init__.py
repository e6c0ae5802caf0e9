"""Two records that are one person: found, compared side by side, merged and separated again."""
