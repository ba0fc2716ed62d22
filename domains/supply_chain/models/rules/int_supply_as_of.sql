{#  The latest day on which goods were ordered, moved, counted or received, in any source, that its own file can know of:
    one row. #}
with movements as (
    select * from {{ ref('stg_inventory_movement') }}
),

bin_counts as (
    select * from {{ ref('stg_bin_count') }}
),

po_lines as (
    select * from {{ ref('stg_purchase_order_line') }}
),

receipts as (
    select * from {{ ref('stg_receipt') }}
),

deliveries as (
    select * from {{ ref('stg_delivery') }}
),

latest_days as (
    select {{ supply_chain.latest_known_day('movement_date') }} as latest_day
    from movements
    union all
    select {{ supply_chain.latest_known_day('count_date') }} as latest_day
    from bin_counts
    union all
    select {{ supply_chain.latest_known_day('order_date') }} as latest_day
    from po_lines
    union all
    select {{ supply_chain.latest_known_day('receipt_date') }} as latest_day
    from receipts
    union all
    select {{ supply_chain.latest_known_day('receipt_date') }} as latest_day
    from deliveries
),

as_of as (
    select max(latest_day) as as_of
    from latest_days
)

select * from as_of
