{#  Packages and counts are told in each; each is one of whatever unit the product has. #}
with feed as (
    select * from {{ source('raw_supply_chain', 'openboxes_product') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.qualified('"ProductCode"') }} as item_id,
        'EA' as uom,
        '1' as factor,
        {{ supply_chain.counted_unit('"UnitOfMeasure"') }} as to_uom
    from feed
)

select * from renamed
