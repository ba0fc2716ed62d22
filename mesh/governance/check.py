"""All checks over one manifest."""

from collections.abc import Iterator

from mesh.config import Settings
from mesh.domains import REFERENCE, discover
from mesh.governance import edges, products, rules, seeds
from mesh.governance.finding import Finding
from mesh.manifest import Manifest


def check(settings: Settings, manifest: Manifest) -> tuple[Finding, ...]:
    """Everything there is to mend, by file. Raises MeshError when the domains form a cycle."""
    return tuple(sorted(set(_all(settings, manifest))))


def _all(settings: Settings, manifest: Manifest) -> Iterator[Finding]:
    domains = discover(settings)
    yield from edges.cross_domain_reads(manifest)
    yield from edges.raw_sources(manifest)
    yield from edges.hard_coded_names(manifest)
    yield from edges.declared_packages(settings, domains, manifest)
    yield from edges.public_only_in_products(manifest)
    yield from seeds.seeds(settings, manifest)
    for domain in domains:
        if domain.name != REFERENCE:
            yield from products.products(manifest, domain)
            yield from rules.rules(manifest, domain)
            yield from rules.feeds(settings, manifest, domain)
            yield from rules.readme(settings, domain)
