"""The event log of the mesh: immutable Parquet segments, listed with offsets and hashes in a SQLite manifest."""

from mesh.events.log import EventLog, FileEntry, Segment, TopicHead

__all__ = ["EventLog", "FileEntry", "Segment", "TopicHead"]
