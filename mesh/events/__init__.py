"""The event log of the mesh: topics of immutable Parquet segments, and behind them the messages of the last minutes."""

from mesh.events.entries import FileEntry, Segment, TopicHead
from mesh.events.hot import Receipt
from mesh.events.log import EventLog
from mesh.events.publisher import Publisher, publish

__all__ = ["EventLog", "FileEntry", "Publisher", "Receipt", "Segment", "TopicHead", "publish"]
