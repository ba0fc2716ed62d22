"""Asset keys: [domain, name of the feed, table or view], and [domain, 'release']."""

import dagster as dg

from mesh.manifest import Node

RELEASE = "release"


def feed_key(domain: str, feed: str) -> dg.AssetKey:
    """The events of a feed in the event log."""
    return dg.AssetKey([domain, feed])


def release_key(domain: str) -> dg.AssetKey:
    """The published release of a domain."""
    return dg.AssetKey([domain, RELEASE])


def node_key(node: Node) -> dg.AssetKey:
    """What a model or seed makes; of a source, the feed that it shows."""
    name = node["name"] if node["resource_type"] == "source" else node["alias"]
    return dg.AssetKey([node["package_name"], name])
