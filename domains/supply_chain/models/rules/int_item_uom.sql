{#  Conversions of the item feeds, and the pack size that a delivery history tells with every line. #}
with item_uoms as (
    select * from {{ ref('stg_item_uom') }}
),

deliveries as (
    select * from {{ ref('stg_delivery') }}
),

item_uom as (
    select
        item_id,
        vendor_id,
        uom,
        factor,
        to_uom
    from item_uoms
    union all
    select distinct
        item_id,
        cast(null as varchar) as vendor_id,
        {{ supply_chain.pack_uom('units_per_pack') }} as uom,
        units_per_pack as factor,
        'UNIT' as to_uom
    from deliveries
)

select * from item_uom
