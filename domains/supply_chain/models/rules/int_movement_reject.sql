with movements as (
    select * from {{ ref('stg_inventory_movement') }}
),

rejected as (
    select
        movement_id,
        'unknown_movement_type' as reason,
        'R-SCM-02' as rule_id,
        record_id
    from movements
    where movement_type not in ({{ supply_chain.movement_types() }})
)

select * from rejected
