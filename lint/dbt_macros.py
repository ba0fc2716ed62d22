"""Renders the macros of every dbt project of the mesh without dbt, so that sqlfluff lints what they really return.

dbt itself needs seconds to start and serves one project at a time; plain Jinja needs milliseconds and reads the macro
files of all projects. Nothing here stands in for a macro: `mesh_macros.feed_columns()` renders the file of that name.
Only the functions dbt provides (ref, source, var, adapter ...) are answered here, with names instead of relations.
A macro that renders a whole statement is rendered, too, but shown to sqlfluff as one line: nothing in it is the model's
own text, and parsing thousands of such lines would take most of the time.

No function opens a database or a network connection.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
import yaml

ROOT = Path(__file__).resolve().parent.parent

# dbt's own block tags; their bodies are only rendered by dbt, never called from a model.
_DBT_ONLY_BLOCK = re.compile(r"{%-?\s*(test|materialization)\b.*?{%-?\s*end\1\s*-?%}", re.DOTALL)


class _Returned(Exception):  # noqa: N818 - not an error: it carries a macro's value out of the template
    """Raised by `return()` inside a macro; dbt ends the macro there and gives the value to its caller."""

    def __init__(self, value: Any) -> None:
        self.value = value


def _return(value: Any) -> None:
    raise _Returned(value)


def _callable(macro: jinja2.runtime.Macro) -> Callable[..., Any]:
    """Wrap a Jinja macro so that a `return()` inside it becomes its result."""

    def call(*args: Any, **kwargs: Any) -> Any:
        try:
            return macro(*args, **kwargs)
        except _Returned as returned:
            return returned.value

    return call


def shortened(name: str, result: Any) -> Any:
    """What a model gets from a macro: a whole statement as one line, everything else as it is."""
    if not isinstance(result, str):
        return result
    text = result.strip()
    # A chain of CTEs that the model goes on with ends in a bracket.
    is_statement = text.startswith(("with ", "with\n")) and not text.endswith(")")
    return f"select * from rendered_by_{name}" if is_statement else result


class _Package:
    """The macros of one dbt project as attributes, compiled when the first of them is called.

    A missing macro is an AttributeError with its name: a model that calls a macro that does not exist must not lint
    clean.
    """

    def __init__(self, name: str, folders: list[Path], env: jinja2.Environment) -> None:
        self.name = name
        self.folders = folders
        self.env = env

    @functools.cached_property
    def macros(self) -> dict[str, Callable[..., Any]]:
        """Every macro of the package by name; private names (leading underscore) are left out, as in Jinja."""
        found: dict[str, Callable[..., Any]] = {}
        scope: dict[str, Any] = {}
        for folder in self.folders:
            for path in sorted(folder.rglob("*.sql")):
                text = _DBT_ONLY_BLOCK.sub("", path.read_text(encoding="utf-8"))
                module = self.env.from_string(text, globals=scope).module
                found |= {
                    key: _callable(value)
                    for key, value in vars(module).items()
                    if isinstance(value, jinja2.runtime.Macro)
                }
        # A macro calls its own package's macros without the package's name.
        scope.update(found)
        return found

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)
        try:
            macro = self.macros[name]
        except KeyError:
            raise AttributeError(f"the dbt package {self.name} has no macro {name!r}") from None
        return lambda *args, **kwargs: shortened(name, macro(*args, **kwargs))


class _Adapter:
    """dbt's `adapter`, as far as macros that render SQL use it."""

    def __init__(self, packages: dict[str, _Package]) -> None:
        self.packages = packages

    def dispatch(self, macro_name: str, macro_namespace: str) -> Callable[..., Any]:
        """Give the DuckDB version of a macro, else its default."""
        macros = self.packages[macro_namespace].macros
        return macros.get(f"duckdb__{macro_name}") or macros[f"default__{macro_name}"]


def _relation(*names: str, **_version: int) -> str:
    """Answer ref() with the model's name; the name of its package, if given, comes first and is dropped."""
    return names[-1]


def _source(source: str, table: str) -> str:
    return f"{source}.{table}"


def _flat_vars(project: dict[str, Any]) -> dict[str, Any]:
    """The vars of one dbt_project.yml, those of the project's own section included."""
    declared = dict(project.get("vars") or {})
    declared |= declared.pop(project["name"], None) or {}
    return declared


def _projects() -> list[Path]:
    return sorted(path.parent for path in [*ROOT.glob("*/dbt_project.yml"), *ROOT.glob("domains/*/dbt_project.yml")])


@functools.cache
def context() -> dict[str, Any]:
    """Names that a model may use: one per dbt project, and what dbt provides.

    Raises OSError or yaml.YAMLError when a project file cannot be read.
    """
    env = jinja2.Environment(extensions=["jinja2.ext.do"], autoescape=False)  # noqa: S701 - SQL, not HTML
    packages: dict[str, _Package] = {}
    variables: dict[str, Any] = {}
    for folder in _projects():
        project = yaml.safe_load((folder / "dbt_project.yml").read_text(encoding="utf-8"))
        name = project["name"]
        paths = [folder / path for path in project.get("macro-paths", ["macros"])]
        packages[name] = _Package(name, paths, env)
        variables |= _flat_vars(project)

    def var(name: str, default: Any = None) -> Any:
        return variables.get(name, default)

    names: dict[str, Any] = {
        **packages,
        "adapter": _Adapter(packages),
        "config": lambda *_args, **_kwargs: "",
        "execute": True,
        "is_incremental": lambda: False,
        "ref": _relation,
        "return": _return,
        "source": _source,
        "target": SimpleNamespace(name="dev", type="duckdb", database="dev", schema="main"),
        "this": "this",
        "var": var,
    }
    env.globals.update(names)
    return names
