with places as (
    select * from {{ ref('int_recall_place') }}
),

members as (
    select * from {{ ref('int_recall_member') }}
),

notices as (
    select * from {{ ref('int_recall') }}
),

as_of_day as (
    {{ supply_chain.as_of_day() }}
),

traces as (
    select
        recall_id,
        'place' as trace,
        product_id,
        location_id,
        item_id,
        lot,
        quarantine_quantity,
        in_transit_quantity,
        issued_quantity,
        cast(null as varchar) as person_id,
        cast(null as varchar) as exposure,
        cast(null as varchar) as fill_id,
        cast(null as date) as fill_date,
        cast(null as integer) as fills,
        cast(null as decimal(18, 4)) as filled_quantity
    from places
    union all
    select
        recall_id,
        'member' as trace,
        product_id,
        location_id,
        cast(null as varchar) as item_id,
        lot,
        cast(null as decimal(18, 4)) as quarantine_quantity,
        cast(null as decimal(18, 4)) as in_transit_quantity,
        cast(null as decimal(18, 4)) as issued_quantity,
        person_id,
        exposure,
        rx_id as fill_id,
        dispense_date as fill_date,
        dispenses as fills,
        dispensed_quantity as filled_quantity
    from members
),

recall_trace as (
    select
        traces.recall_id,
        as_of_day.as_of,
        notices.recall_class,
        notices.reason,
        notices.initiated_date,
        traces.trace,
        traces.product_id,
        traces.location_id,
        traces.item_id,
        traces.lot,
        traces.quarantine_quantity,
        traces.in_transit_quantity,
        traces.issued_quantity,
        traces.person_id,
        traces.exposure,
        traces.fill_id,
        traces.fill_date,
        traces.fills,
        traces.filled_quantity
    from traces
    cross join as_of_day
    left join notices
        on traces.recall_id = notices.recall_id
)

select * from recall_trace
