{#  Stock movements in base units. #}
with movements as (
    select * from {{ ref('stg_inventory_movement') }}
),

base_quantities as (
    select * from {{ ref('int_base_quantity') }}
),

movement as (
    select
        movements.movement_id,
        movements.movement_date,
        movements.recorded_date,
        movements.movement_type,
        movements.location_id,
        movements.to_location_id,
        movements.item_id,
        movements.lot,
        cast(base_quantities.base_quantity as decimal(18, 4)) as quantity,
        base_quantities.base_uom,
        movements.transfer_id,
        movements.quantity as sent_quantity,
        movements.uom as sent_uom,
        movements.data_source
    from movements
    inner join base_quantities
        on movements.record_id = base_quantities.record_id
    where movements.movement_type in ({{ supply_chain.movement_types() }})
)

select * from movement
