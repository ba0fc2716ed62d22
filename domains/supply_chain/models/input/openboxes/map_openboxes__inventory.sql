with feed as (
    select * from {{ source('raw_supply_chain', 'openboxes_inventory') }}
),

placed as (
    select
        *,
        nullif(regexp_extract(lower(_file_name), '([a-z0-9]+)[ _-]*warehouse[ _-]*inventory', 1), '') as counted_place
    from feed
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        cast(_file_date as varchar) as count_date,
        {{ mesh_macros.qualified("counted_place || ' warehouse'") }} as location_id,
        "Bin location" as bin,
        {{ mesh_macros.qualified('"Product code"') }} as item_id,
        "Lot number" as lot,
        {{ mesh_macros.iso_date_text('"Expiration date"', '%m/%d/%Y') }} as expiry_date,
        "Physical QOH" as quantity,
        'EA' as uom
    from placed
)

select * from renamed
