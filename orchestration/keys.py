"""Asset keys: [domain, name of the feed, table or view], and [domain, 'release']."""

import dagster as dg

from mesh.manifest import Manifest, Node

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


def read_keys(manifest: Manifest, node: Node) -> set[dg.AssetKey]:
    """What a model reads; for a product of another domain also the release that it comes from."""
    keys: set[dg.AssetKey] = set()
    for unique_id in node["depends_on"].get("nodes", []):
        read = manifest.nodes.get(unique_id) or manifest.sources.get(unique_id)
        if read is None or read["resource_type"] == "test":
            continue
        keys.add(node_key(read))
        if read["package_name"] != node["package_name"]:
            keys.add(release_key(read["package_name"]))
    return keys
