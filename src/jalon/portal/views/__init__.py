"""Pages for young people and visitors, one subject per file."""
