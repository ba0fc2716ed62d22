"""Domains are found and ordered without dbt."""

from pathlib import Path

import pytest

from mesh.config import Settings
from mesh.domains import Domain, discover, downstream, in_order, local_packages, select, with_upstream
from mesh.errors import MeshError
from tests.platform.minimesh_copy import MiniMesh


def _domain(name: str, *upstream: str) -> Domain:
    return Domain(name, Path(name), upstream)


def _names(domains: tuple[Domain, ...]) -> list[str]:
    return [domain.name for domain in domains]


def test_upstream_comes_first_and_then_the_name_decides() -> None:
    domains = in_order([_domain("c"), _domain("a", "c", "b"), _domain("b", "c"), _domain("d")])
    assert _names(domains) == ["c", "d", "b", "a"]


def test_a_cycle_is_told_with_its_members_before_dbt_would_loop_for_ever() -> None:
    with pytest.raises(MeshError, match="a -> c -> b -> a read each other in a circle"):
        in_order([_domain("a", "c"), _domain("b", "a"), _domain("c", "b"), _domain("d", "a")])


def test_an_unknown_upstream_domain_is_named_with_the_file_that_asks_for_it() -> None:
    with pytest.raises(MeshError, match=r"a.packages\.yml installs the domain 'z', but there is no domains/z"):
        in_order([_domain("a", "z")])


def test_downstream_and_upstream_reach_through_other_domains() -> None:
    domains = in_order([_domain("a"), _domain("b", "a"), _domain("c", "b"), _domain("d")])
    assert _names(downstream(domains, "a")) == ["b", "c"]
    assert _names(with_upstream(domains, ["c"])) == ["a", "b", "c"]
    assert _names(with_upstream(domains, [])) == ["a", "d", "b", "c"]


def test_an_unknown_name_on_the_command_line_is_answered_with_the_known_ones() -> None:
    with pytest.raises(MeshError, match="There is no domain 'x'; the domains are a"):
        select([_domain("a")], ["x"])


def test_the_template_is_discovered_from_its_files(mini: MiniMesh) -> None:
    domains = discover(mini.settings)
    assert [(domain.name, domain.upstream) for domain in domains] == [
        ("shop", ()),
        ("weather", ()),
        ("finance", ("shop",)),
    ]
    assert domains[0].feeds == ("till_sale",)


def test_a_domain_must_be_called_like_its_folder(mini: MiniMesh) -> None:
    mini.edit("domains/weather/dbt_project.yml", "name: weather", "name: climate")
    with pytest.raises(MeshError, match="is called 'climate', but a domain has the name of its folder"):
        discover(mini.settings)


def test_packages_are_read_with_and_without_the_root_variable(tmp_path: Path) -> None:
    text = "packages:\n  - local: \"{{ env_var('R', '..') }}/domains/a\"\n  - local: seeds\n  - package: x/y\n"
    (tmp_path / "packages.yml").write_text(text)
    assert local_packages(tmp_path) == ("domains/a", "seeds")


def test_the_real_domains_are_discovered_with_the_reference_data_first() -> None:
    root = Path(__file__).parents[2]
    names = _names(discover(Settings(root=root, warehouse=root / "warehouse")))
    assert names[:2] == ["reference", "members"]
