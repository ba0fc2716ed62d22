with movements as (
    select * from {{ ref('int_movement') }}
),

variances as (
    select * from {{ ref('int_count_variance') }}
),

inventory_movement as (
    select
        movements.movement_id,
        movements.movement_date,
        movements.recorded_date,
        case when movements.recorded_date > movements.movement_date then 1 else 0 end as recorded_late_flag,
        movements.movement_type,
        movements.location_id,
        movements.to_location_id,
        movements.item_id,
        movements.lot,
        movements.quantity,
        movements.base_uom,
        cast(
            {{ supply_chain.movement_effect('movements.movement_type', 'movements.quantity') }} as decimal(18, 4)
        ) as stock_effect,
        variances.expected_quantity as count_expected_quantity,
        variances.variance as count_variance,
        movements.transfer_id,
        movements.sent_quantity,
        movements.sent_uom,
        movements.data_source
    from movements
    left join variances
        on movements.movement_id = variances.movement_id
)

select * from inventory_movement
