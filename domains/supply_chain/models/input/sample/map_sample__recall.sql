with feed as (
    select * from {{ source('raw_supply_chain', 'sample_recall') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.qualified('recall_id') }} as recall_id,
        {{ mesh_macros.qualified('item_id') }} as item_id,
        lot,
        {{ supply_chain.recall_class('recall_class') }} as recall_class,
        reason,
        initiated_date
    from feed
)

select * from renamed
