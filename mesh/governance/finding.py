"""A finding, and the names that findings use for places."""

from dataclasses import dataclass

from mesh.domains import REFERENCE
from mesh.manifest import Node


@dataclass(frozen=True, order=True)
class Finding:
    """Something to mend: where, and one sentence with what is wrong and what to do."""

    file: str
    """Path from the root of the mesh."""
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}: {self.sentence}"


def folder_of(package: str) -> str:
    """The folder of a dbt package from the root of the mesh."""
    return {REFERENCE: "seeds", "mesh_macros": "macros", "mesh": "."}.get(package, f"domains/{package}")


def sql_file(node: Node) -> str:
    """The file that a node is written in."""
    return f"{folder_of(node['package_name'])}/{node['original_file_path']}"


def yaml_file(node: Node) -> str:
    """The YAML file that describes a node, or its SQL file when none does."""
    patch = node.get("patch_path")
    return f"{folder_of(node['package_name'])}/{patch.split('://')[-1]}" if patch else sql_file(node)
