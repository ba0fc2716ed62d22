with feed as (
    select * from {{ source('raw_supply_chain', 'openboxes_product_supplier') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.qualified('"Product Code"') }} as item_id,
        {{ mesh_macros.qualified('"Supplier Name"') }} as vendor_id,
        "Default Package Type" as uom,
        "Quantity per Package" as factor,
        'EA' as to_uom
    from feed
)

select * from renamed
