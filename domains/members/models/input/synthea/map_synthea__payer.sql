with feed as (
    select * from {{ source('raw_members', 'synthea_payer') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.qualified('"Id"') }} as payer_id,
        NAME as payer_name
    from feed
)

select * from renamed
