{#  The declared categories are drugs and devices, whatever else a hospital stocks is a supply. #}
with feed as (
    select * from {{ source('raw_supply_chain', 'openboxes_product') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.qualified('"ProductCode"') }} as item_id,
        name as description,
        case
            when {{ supply_chain.in_declared('"Category"', '_drug_categories') }} then 'drug'
            when {{ supply_chain.in_declared('"Category"', '_device_categories') }} then 'device'
            else 'supply'
        end as item_type,
        ndc,
        cast(_ndc_numeric as varchar) as ndc_numeric,
        {{ mesh_macros.zero_padded('"UPC"', 14) }} as gtin14,
        {{ supply_chain.counted_unit('"UnitOfMeasure"') }} as base_uom,
        {{ supply_chain.storage_of_cold_chain('"ColdChain"') }}
    from feed
)

select * from renamed
