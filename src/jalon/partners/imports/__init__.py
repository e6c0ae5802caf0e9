"""Files of contacts: read by what reads the registrar's lists (`people.imports`), matched here with organisations."""
