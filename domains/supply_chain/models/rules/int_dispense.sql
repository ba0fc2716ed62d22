{{ config(materialized='view') }}

{#  Fills of members in the base unit of our items. Where a place's journal of stock has its issues, the fills of that place
    are in it already. #}
with fills as (
    select * from {{ ref('pharmacy', 'fill', v=1) }}
),

items as (
    select * from {{ ref('int_item') }}
),

billing_units as (
    select * from {{ ref('int_billing_unit') }}
),

movements as (
    select * from {{ ref('int_movement') }}
),

journals as (
    select distinct location_id
    from movements
    where movement_type = 'ISSUE'
),

packages as (
    select
        ndc11,
        min(item_id) as item_id
    from items
    where ndc11 is not null
    group by ndc11
),

dispense as (
    select
        fills.fill_id as rx_id,
        fills.person_id,
        fills.pharmacy_id as location_id,
        fills.fill_date as dispense_date,
        fills.lot,
        cast(fills.quantity * coalesce(billing_units.base_quantity, 1) as decimal(18, 4)) as quantity,
        fills.state,
        fills.ndc9 as product_id,
        packages.item_id,
        case when journals.location_id is not null then 1 else 0 end as journaled_flag
    from fills
    left join packages
        on fills.ndc11 = packages.ndc11
    left join billing_units
        on fills.ndc9 = billing_units.ndc9
    left join journals
        on fills.pharmacy_id = journals.location_id
    where fills.ndc9 is not null
)

select * from dispense
