"""The build file of a domain: disposable, and never trusted after a crash or a change of code."""

import contextlib
from pathlib import Path
from typing import Literal

import duckdb
from pydantic import BaseModel

from mesh.build.inputs import log_hash
from mesh.config import Settings
from mesh.files import write_durably
from mesh.releases.document import Inputs


class _State(BaseModel):
    status: Literal["building", "complete"]
    code: str
    heads: dict[str, int]
    log: str


class WorkFile:
    """build/<domain>.duckdb and, beside it, what it was last built from."""

    def __init__(self, settings: Settings, domain: str) -> None:
        self._settings = settings
        self.database = settings.build_dir / f"{domain}.duckdb"
        self._state_file = settings.build_dir / f"{domain}.json"

    def begin(self, inputs: Inputs) -> None:
        """Mark the file as being built; it is thrown away first when an incremental build on it could go wrong.

        That is so when the last build did not end (dbt replaces model by model, so that a killed build mixes old and
        new), the code changed, the event log was started anew, or the file cannot be opened.
        """
        self.database.parent.mkdir(parents=True, exist_ok=True)
        if not self._usable(inputs):
            for file in (self.database, self.database.with_name(f"{self.database.name}.wal")):
                file.unlink(missing_ok=True)
        self._write("building", inputs)

    def end(self, inputs: Inputs) -> None:
        """Mark the file as built in an orderly way, whether the tests passed or not."""
        self._write("complete", inputs)

    def _usable(self, inputs: Inputs) -> bool:
        state = self._read()
        if state is None or state.status != "complete" or state.code != inputs.code:
            return False
        if log_hash(self._settings, state.heads) != state.log:
            return False
        return _opens(self.database)

    def _read(self) -> _State | None:
        with contextlib.suppress(OSError, ValueError):
            return _State.model_validate_json(self._state_file.read_text(encoding="utf-8"))
        return None

    def _write(self, status: Literal["building", "complete"], inputs: Inputs) -> None:
        state = _State(status=status, code=inputs.code, heads=inputs.heads, log=inputs.log)
        write_durably(self._state_file, state.model_dump_json())


def _opens(database: Path) -> bool:
    try:
        duckdb.connect(str(database)).close()
    except duckdb.Error:
        return False
    return True
