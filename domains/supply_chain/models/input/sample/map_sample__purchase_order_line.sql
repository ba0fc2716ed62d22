with feed as (
    select * from {{ source('raw_supply_chain', 'sample_purchase_order_line') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.qualified('po_id') }} as po_id,
        line,
        {{ mesh_macros.qualified('supplier_id') }} as supplier_id,
        {{ mesh_macros.qualified('location_id') }} as location_id,
        {{ mesh_macros.qualified('item_id') }} as item_id,
        ordered_qty,
        uom,
        unit_price,
        order_date,
        requested_date,
        promised_date,
        cancelled_qty,
        cancelled_by
    from feed
)

select * from renamed
