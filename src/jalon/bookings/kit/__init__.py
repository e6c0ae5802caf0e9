"""The sections of a kit that describe the centre's calendar."""
