"""Bringing a spreadsheet in: reading whatever file comes, recognising its columns, reading its cells.

`reading`, `columns`, `cells` and `phones` know nothing of students: contacts, attendance sheets and others import with
them too. `registrar` says what a file of students holds; `staging`, `matching` and `applying` do the rest.
"""
