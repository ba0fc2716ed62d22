with feed as (
    select * from {{ source('raw_supply_chain', 'sample_inventory_movement') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.qualified('movement_id') }} as movement_id,
        movement_date,
        recorded_date,
        movement_type,
        {{ mesh_macros.qualified('location_id') }} as location_id,
        {{ mesh_macros.qualified('to_location_id') }} as to_location_id,
        {{ mesh_macros.qualified('item_id') }} as item_id,
        lot,
        quantity,
        uom,
        {{ mesh_macros.qualified('transfer_id') }} as transfer_id
    from feed
)

select * from renamed
