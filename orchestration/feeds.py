"""A feed as an asset: its events in the log. Materialising it ingests the files that wait in the landing folder."""

from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import dagster as dg

from mesh.config import Settings
from mesh.contracts import FeedContract, load_contracts
from mesh.domains import Domain
from mesh.events.ingest import ingest
from mesh.events.log import EventLog
from mesh.manifest import Manifest
from orchestration.keys import feed_key
from orchestration.specs import owners

CHECK = "no_file_refused"


def feed_assets(settings: Settings, domain: Domain, manifest: Manifest) -> list[dg.AssetsDefinition]:
    """One asset per feed contract of the domain."""
    contracts = load_contracts(settings, domain.name).values()
    return [_feed_asset(settings, contract, owners(manifest, domain)) for contract in contracts]


def _feed_asset(settings: Settings, contract: FeedContract, owner_mails: list[str]) -> dg.AssetsDefinition:
    key = feed_key(contract.domain, contract.feed)
    spec = dg.AssetSpec(
        key=key,
        description=contract.title,
        group_name=contract.domain,
        owners=owner_mails,
        kinds={contract.format if contract.format in ("csv", "parquet") else "file", "parquet"},
        tags={"source": contract.source},
        metadata={"key": ", ".join(contract.key), "mode": contract.mode, "files": ", ".join(contract.files)},
    )

    @dg.multi_asset(
        name=f"{contract.domain}__{contract.feed}",
        specs=[spec],
        check_specs=[dg.AssetCheckSpec(CHECK, asset=key, description="Every waiting file could be ingested.")],
    )
    def ingest_feed(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult[Any] | dg.AssetCheckResult]:
        files = waiting_files(settings.landing_dir, contract)
        outcomes = ingest(settings, files, feed=contract.topic, skip_known=True)[0] if files else []
        for outcome in outcomes:
            if outcome.entry:
                context.log.info(f"{outcome.path.name}: {outcome.entry.events:,} events")
        refused = [outcome.message for outcome in outcomes if outcome.status == "refused"]
        yield dg.MaterializeResult(
            asset_key=key,
            metadata=head_metadata(settings, contract.topic),
            data_version=dg.DataVersion(str(EventLog(settings.log_dir).head(contract.topic))),
        )
        yield dg.AssetCheckResult(
            asset_key=key,
            check_name=CHECK,
            passed=not refused,
            severity=dg.AssetCheckSeverity.WARN,
            metadata={"refused": "\n".join(refused)} if refused else {},
        )

    return ingest_feed


def waiting_files(landing: Path, contract: FeedContract) -> list[Path]:
    """Files of the landing folder whose names belong to the feed; those already ingested are passed over later."""
    found = (path for path in landing.rglob("*") if path.is_file() and not path.name.startswith("."))
    return sorted(path for path in found if any(fnmatch(path.name, pattern) for pattern in contract.files))


def head_metadata(settings: Settings, topic: str) -> dict[str, Any]:
    """What the log holds of a topic."""
    for held in EventLog(settings.log_dir).topics():
        if held.topic == topic:
            return {
                "dagster/row_count": held.head,
                "files": held.files,
                "faulty_rows": held.faults,
                "last_received_utc": held.last_received or "",
            }
    return {"dagster/row_count": 0, "files": 0}
