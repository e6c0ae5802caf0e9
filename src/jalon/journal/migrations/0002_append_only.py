from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from jalon.journal import triggers


def seal(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    triggers.install(schema_editor.connection)


def unseal(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    triggers.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [migrations.RunPython(seal, unseal)]
