with feed as (
    select * from {{ source('raw_supply_chain', 'sample_item_uom') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.qualified('item_id') }} as item_id,
        {{ mesh_macros.qualified('vendor_id') }} as vendor_id,
        uom,
        factor,
        to_uom
    from feed
)

select * from renamed
