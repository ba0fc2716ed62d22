with feed as (
    select * from {{ source('raw_supply_chain', 'openboxes_location') }}
    where locationtype = 'Supplier'
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.qualified('name') }} as supplier_id,
        name as supplier_name,
        country
    from feed
)

select * from renamed
