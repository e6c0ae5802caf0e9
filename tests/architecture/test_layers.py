"""Packages point downwards only: imports, foreign keys, templates and addresses."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from tests.architecture.layers import ROOT, SOURCE, heights, may_use


def upward_keys(found: list[type[models.Model]]) -> list[str]:
    """The relations of these models that point to a higher package, or along a line."""
    return [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in found
        for field in [*model._meta.get_fields(include_hidden=False)]
        if isinstance(field, models.ForeignKey | models.ManyToManyField)
        and _ours(model)
        and _ours(field.related_model)
        and not may_use(_ours(model), _ours(field.related_model))
    ]


def _ours(model: type[models.Model]) -> str:
    """The package of a model, nothing for those of libraries."""
    name = model._meta.app_config.name if model._meta.app_config else model.__module__
    return name.split(".")[1] if name.startswith("jalon.") else ""


def test_every_package_has_its_line():
    packages = {path.parent.name for path in SOURCE.glob("*/__init__.py")}

    assert packages == set(heights())


def test_a_package_may_use_what_lies_below_and_nothing_else():
    assert may_use("activities", "people")
    assert may_use("people", "people")
    assert not may_use("people", "activities")
    assert not may_use("documents", "figures")


def test_foreign_keys_point_downwards():
    assert upward_keys(apps.get_models(include_auto_created=True)) == []


def test_an_upward_foreign_key_is_found():
    from jalon.people.models import Person
    from jalon.structures.models import Centre

    class Upward(models.Model):
        person = models.ForeignKey(Person, models.CASCADE)
        centre = models.ManyToManyField(Centre)

        class Meta:
            app_label = "core"

    try:
        found = upward_keys([Upward])
    finally:
        del apps.all_models["core"]["upward"]
        apps.all_models["core"].pop("upward_centre", None)
        apps.clear_cache()

    assert found == ["core.Upward.person -> people.Person", "core.Upward.centre -> structures.Centre"]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check the import contracts of a folder laid out like this one."""
    tool = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [tool, "--no-cache", "--config", str(folder / "pyproject.toml")],
        cwd=folder,
        env={"PYTHONPATH": str(folder / "src"), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
    )


def test_imports_keep_the_contracts():
    done = lint(ROOT)

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("core/upward.py", "from jalon.people import models"),
        ("people/rules.py", "from jalon.people import actions"),
        ("surprise/__init__.py", ""),
    ],
)
def test_a_broken_contract_is_found(tmp_path, file, line):
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(
        SOURCE, tmp_path / "src" / "jalon", ignore=shutil.ignore_patterns("static", "templates", "__pycache__")
    )
    target = tmp_path / "src" / "jalon" / file
    target.parent.mkdir(exist_ok=True)
    with target.open("a") as opened:
        opened.write(f"\n{line}\n")

    assert lint(tmp_path).returncode != 0
