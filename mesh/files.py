"""Small file operations that survive a crash: what is written is on the disk before its name changes."""

import os
import shutil
import sys
from pathlib import Path

from mesh.errors import MeshError


def sync_file(path: Path) -> None:
    """Force the content of a file to the disk."""
    with path.open("rb+") as handle:
        os.fsync(handle.fileno())


def sync_folder(path: Path) -> None:
    """Force new and changed names of a folder to the disk; Windows does this by itself."""
    if sys.platform == "win32":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace_durably(source: Path, target: Path) -> None:
    """Rename source over target in one step and force the new name to the disk.

    Programs that have the old target open go on reading the old content. Windows refuses to replace a file that
    is open: MeshError.
    """
    try:
        source.replace(target)
    except PermissionError as error:
        raise MeshError(
            f"{target} cannot be replaced because another program has it open and Windows does not allow that: "
            f"close the program and run the command again; until then the last release stays."
        ) from error
    # Renaming one hard link over another of the same file does nothing and leaves both names.
    source.unlink(missing_ok=True)
    sync_folder(target.parent)


def write_durably(path: Path, text: str) -> None:
    """Write a text file so that it is there completely or not at all."""
    temporary = path.with_name(f".{path.name}.tmp")
    temporary.write_text(text, encoding="utf-8")
    sync_file(temporary)
    replace_durably(temporary, path)


def make_read_only(path: Path) -> None:
    """Protect a release against a program that opens it for writing; Windows could then not replace it."""
    if sys.platform != "win32":
        path.chmod(0o444)


def link_or_copy(source: Path, target: Path) -> None:
    """Give a file a second name, or copy it where the file system has no hard links."""
    target.unlink(missing_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
        sync_file(target)


def same_file(one: Path, other: Path) -> bool:
    """Whether two names belong to one file; False when either is missing."""
    try:
        return one.samefile(other)
    except FileNotFoundError:
        return False
