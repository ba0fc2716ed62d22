{#  The body of <domain>_feed_rows: what became of every row of every file. rows_in is counted in the feed itself, the
    rest in staging and rejects, so that a row lost on the way shows as a difference (generic test `rows_accounted`).

    feeds     sources of the domain
    entities  staged entities of the domain
    rejects   relation <domain>_rejects

    A row may feed several entities; it counts once: rejected if any part of it was, else kept if any part is in use. #}
{% macro feed_rows(feeds, entities, rejects) -%}
with received as (
{%- for feed in feeds %}
    select
        _data_source as data_source,
        _feed as feed,
        _file_name as file_name,
        min(_received_at) as received_at,
        max(_reject_share) as reject_share_limit,
        count(*) as rows_in
    from {{ feed }}
    where _event_type <> 'delete'
    group by _data_source, _feed, _file_name
    {{ 'union all' if not loop.last }}
{%- endfor %}
),

outcomes as (
{%- for entity in entities %}
    select
        feed,
        file_name,
        event_offset,
        2 as outcome
    from {{ ref('stg_' ~ entity) }}
    union all
{%- endfor %}
    select
        feed,
        file_name,
        event_offset,
        case reason when 'duplicate' then 4 when 'superseded' then 3 else 1 end as outcome
    from {{ rejects }}
),

rows_once as (
    select
        feed,
        file_name,
        event_offset,
        min(outcome) as outcome
    from outcomes
    group by feed, file_name, event_offset
),

counted as (
    select
        feed,
        file_name,
        count(*) filter (where outcome = 2) as rows_kept,
        count(*) filter (where outcome = 1) as rows_rejected,
        count(*) filter (where outcome = 4) as rows_duplicate,
        count(*) filter (where outcome = 3) as rows_superseded
    from rows_once
    group by feed, file_name
),

feed_rows as (
    select
        received.data_source,
        received.feed,
        received.file_name,
        received.received_at,
        received.reject_share_limit,
        received.rows_in,
        coalesce(counted.rows_kept, 0) as rows_kept,
        coalesce(counted.rows_rejected, 0) as rows_rejected,
        coalesce(counted.rows_duplicate, 0) as rows_duplicate,
        coalesce(counted.rows_superseded, 0) as rows_superseded
    from received
    left join counted
        on received.feed = counted.feed and received.file_name = counted.file_name
)

select * from feed_rows
{%- endmacro %}
