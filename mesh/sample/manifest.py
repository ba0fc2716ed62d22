"""The sample's own account of itself: rows per file, and how many faulty rows of which kind are in each feed."""

import json
from pathlib import Path

import duckdb

from mesh.sample.writer import WrittenFile


def write(con: duckdb.DuckDBPyConnection, out: Path, files: list[WrittenFile]) -> None:
    """Write manifest.json, manifest.csv (counts per feed and kind) and dirty_rows.csv (every faulty row) to `out`."""
    con.execute(
        """
        create or replace table manifest_row as
        select feed, kind, rule_id, count(*) as count
        from dirty_row
        group by feed, kind, rule_id
        """
    )
    con.execute(f"copy (from manifest_row order by feed, kind) to '{out / 'manifest.csv'}' (format csv, header true)")
    con.execute(
        f"copy (from dirty_row order by feed, file, row_number) to '{out / 'dirty_rows.csv'}' (format csv, header true)"
    )
    faults = con.execute("select feed, kind, rule_id, count from manifest_row order by feed, kind").fetchall()
    flagged = con.execute("select feed, kind, rule_id, count from flagged_row order by feed, kind").fetchall()
    names = ("feed", "kind", "rule_id", "count")
    content = {
        "files": [{"feed": f.feed, "file": f.name, "rows": f.rows} for f in files],
        "rejects": [dict(zip(names, row, strict=True)) for row in faults],
        "kept_with_a_flag": [dict(zip(names, row, strict=True)) for row in flagged],
    }
    (out / "manifest.json").write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
