with feed as (
    select * from {{ source('raw_supply_chain', 'sample_shortage') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        package_ndc,
        _feed || ':' || package_ndc as listing_id,
        generic_name,
        {{ supply_chain.shortage_status('status') }} as status,
        availability,
        shortage_reason,
        initial_posting_date,
        update_date
    from feed
)

select * from renamed
