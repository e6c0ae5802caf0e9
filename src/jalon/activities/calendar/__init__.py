"""The team's calendar: what is asked in the address, what stands in these days, how boxes lie side by side."""
