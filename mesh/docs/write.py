"""Writing the pages, and finding those that no longer say what is."""

from pathlib import Path

from mesh.config import Settings
from mesh.docs.product_pages import product_pages
from mesh.docs.rule_pages import rule_pages
from mesh.manifest import Manifest
from mesh.rules.register import Register


def pages(settings: Settings, manifest: Manifest) -> dict[Path, str]:
    """Every generated page of docs/reference with its text."""
    register = Register(manifest)
    folder = settings.root / "docs" / "reference"
    made = {"rules": rule_pages(settings, manifest, register), "products": product_pages(settings, manifest, register)}
    return {folder / kind / name: text for kind, found in made.items() for name, text in found.items()}


def outdated(wanted: dict[Path, str]) -> list[Path]:
    """Pages that are missing, say something else, or belong to nothing any more."""
    folders = {path.parent for path in wanted}
    present = {path for folder in folders for path in folder.glob("*.md")}
    changed = [path for path, text in wanted.items() if path not in present or path.read_text("utf-8") != text]
    return sorted({*changed, *(present - set(wanted))})


def write(wanted: dict[Path, str]) -> list[Path]:
    """Bring the pages up to date; those that were written or removed."""
    changed = outdated(wanted)
    for path in changed:
        if path in wanted:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted[path], encoding="utf-8")
        else:
            path.unlink()
    return changed
