with feed as (
    select * from {{ source('raw_supply_chain', 'sample_shortage') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        package_ndc,
        generic_name,
        status,
        availability,
        shortage_reason,
        initial_posting_date,
        update_date
    from feed
)

select * from renamed
