{#  From when to when every row of a list of short drugs stood in it: until a later list changes the row or no longer holds it. #}
with deliveries as (
    select * from {{ ref('stg_shortage_checked') }}
    where reject_reason is null
),

ranked as (
    select
        *,
        row_number() over (
            partition by data_source, package_ndc, listing_id, file_date
            order by case when event_type = 'delete' then 2 else 1 end, row_number, record_id
        ) as place
    from deliveries
),

followed as (
    select
        *,
        lead(file_date, 1, date '9999-12-31') over (
            partition by data_source, package_ndc, listing_id order by file_date
        ) as next_date
    from ranked
    where place = 1
),

listing as (
    select
        data_source,
        package_ndc,
        listing_id,
        file_date as first_date,
        next_date,
        {{ supply_chain.shortage_facts() | join(',\n        ') }}
    from followed
    where event_type <> 'delete'
)

select * from listing
