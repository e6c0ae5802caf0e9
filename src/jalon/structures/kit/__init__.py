"""The sections of a kit that describe the organisation: roles, and the lists that a centre may rename."""
