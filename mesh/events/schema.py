"""Tables of the manifest, log.db."""

SCHEMA_VERSION = 2

SCHEMA = """
create table if not exists segments (
    topic text not null,
    first_offset integer not null,
    last_offset integer not null,
    path text not null unique,
    sha256 text not null,
    bytes integer not null,
    rows integer not null,
    columns text not null,
    created_at text not null,
    primary key (topic, first_offset),
    check (rows = last_offset - first_offset + 1),
    check (rows > 0)
) strict;

create table if not exists files (
    file_id integer primary key,
    topic text not null,
    file_name text not null,
    sha256 text not null,
    bytes integer not null,
    rows_in integer not null,
    events integer not null,
    unchanged integer not null,
    faults integer not null,
    file_date text,
    received_at text not null,
    first_offset integer,
    last_offset integer,
    unique (topic, sha256)
) strict;

-- Layout 2: live events.

-- One row: which log this is. A log that was started anew is another one.
create table if not exists identity (log_id text not null) strict;
insert into identity select lower(hex(randomblob(8))) where not exists (select 1 from identity);

-- Messages that are not yet in a segment; the rows of a batch are JSON.
create table if not exists hot (
    topic text not null,
    first_offset integer not null,
    last_offset integer not null,
    event_type text not null,
    version integer not null,
    columns text not null,
    file_date text,
    received_at text not null,
    rows text not null,
    primary key (topic, first_offset)
) strict;

-- Keys that publishers gave their batches, so that a batch that is sent again adds nothing.
create table if not exists publications (
    topic text not null,
    key text not null,
    first_offset integer not null,
    last_offset integer not null,
    primary key (topic, key)
) strict, without rowid;

-- Offsets whose events retention dropped.
create table if not exists tombstones (
    topic text not null,
    first_offset integer not null,
    last_offset integer not null,
    reason text not null,
    dropped_at text not null,
    primary key (topic, first_offset)
) strict;

-- Segment files that are no longer listed but may still be open somewhere; they are deleted later.
create table if not exists retired (
    path text primary key,
    topic text not null,
    retired_at text not null
) strict;
"""
