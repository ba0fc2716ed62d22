"""All checks over one manifest."""

from collections.abc import Iterator, Mapping

from mesh.config import Settings
from mesh.domains import REFERENCE, discover
from mesh.governance import edges, literals, products, rules, seeds
from mesh.governance.finding import Finding
from mesh.governance.part import Part
from mesh.manifest import Manifest


def check(
    settings: Settings, manifest: Manifest, compiled: Mapping[str, str], part: Part | None = None
) -> tuple[Finding, ...]:
    """Everything there is to mend (in one part), by file. Raises MeshError when the domains form a cycle.

    compiled: unique id of a model -> the SQL that dbt makes of it.
    """
    found = {
        Part.READS: _reads(settings, manifest),
        Part.PRODUCTS: _products(settings, manifest),
        Part.RULES: _rules(settings, manifest, compiled),
        Part.FEEDS: _feeds(settings, manifest),
        Part.SEEDS: seeds.seeds(settings, manifest),
    }
    return tuple(sorted({finding for name in found if part in (None, name) for finding in found[name]}))


def _reads(settings: Settings, manifest: Manifest) -> Iterator[Finding]:
    yield from edges.cross_domain_reads(manifest)
    yield from edges.raw_sources(manifest)
    yield from edges.hard_coded_names(manifest)
    yield from edges.declared_packages(settings, discover(settings), manifest)
    yield from edges.public_only_in_products(manifest)


def _products(settings: Settings, manifest: Manifest) -> Iterator[Finding]:
    for domain in discover(settings):
        if domain.name != REFERENCE:
            yield from products.products(manifest, domain)
            yield from rules.readme(settings, domain)


def _rules(settings: Settings, manifest: Manifest, compiled: Mapping[str, str]) -> Iterator[Finding]:
    yield from literals.copied_literals(manifest, compiled)
    for domain in discover(settings):
        if domain.name != REFERENCE:
            yield from rules.rules(manifest, domain)
            yield from rules.choices(settings, manifest, domain)


def _feeds(settings: Settings, manifest: Manifest) -> Iterator[Finding]:
    for domain in discover(settings):
        if domain.name != REFERENCE:
            yield from rules.feeds(settings, manifest, domain)
