"""Tables of the manifest, log.db."""

SCHEMA_VERSION = 1

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
"""
