with feed as (
    select * from {{ source('raw_supply_chain', 'sample_contract_price') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.qualified('contract_id') }} as contract_id,
        {{ mesh_macros.qualified('supplier_id') }} as supplier_id,
        {{ mesh_macros.qualified('item_id') }} as item_id,
        uom,
        unit_price,
        valid_from,
        valid_to
    from feed
)

select * from renamed
