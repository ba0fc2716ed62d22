{#  The body of the product feed_quality, the same in every domain: what became of the rows of every file, and whether the file
    keeps the limit of its contract.

    feed_rows, rejects  relations <domain>_feed_rows and <domain>_rejects

    Rows that were sent twice or superseded are no fault of a file; main_reason is what most of the other rejects have in common. #}
{% macro feed_quality(feed_rows, rejects) -%}
with files as (
    select * from {{ feed_rows }}
),

reasons as (
    select
        feed,
        file_name,
        reason,
        count(distinct event_offset) as rows_with_reason
    from {{ rejects }}
    where reason not in ('duplicate', 'superseded')
    group by feed, file_name, reason
),

ranked as (
    select
        *,
        row_number() over (partition by feed, file_name order by rows_with_reason desc, reason asc) as place
    from reasons
),

main_reason as (
    select * from ranked
    where place = 1
),

feed_quality as (
    select
        files.data_source,
        files.feed,
        files.file_name,
        files.received_at,
        files.rows_in,
        files.rows_kept,
        files.rows_rejected,
        files.rows_duplicate,
        files.rows_superseded,
        cast(files.rows_rejected / cast(files.rows_in as double) as decimal(18, 6)) as reject_share,
        cast(files.reject_share_limit as decimal(18, 6)) as reject_share_limit,
        main_reason.reason as main_reason,
        case
            when files.rows_rejected / cast(files.rows_in as double) > files.reject_share_limit then 'send_back'
            else 'accept'
        end as verdict
    from files
    left join main_reason
        on files.feed = main_reason.feed and files.file_name = main_reason.file_name
)

select * from feed_quality
{%- endmacro %}
