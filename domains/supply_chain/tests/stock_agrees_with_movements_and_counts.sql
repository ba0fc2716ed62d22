{#  R-SCM-02 told a second way, from the public products: stock is the last count of a lot and the effects after it. #}
with positions as (
    select * from {{ ref('stock_position', v=1) }}
    where latest_flag = 1
),

movements as (
    select * from {{ ref('inventory_movement', v=1) }}
),

latest as (
    select max(as_of) as as_of
    from positions
),

known as (
    select movements.*
    from movements
    inner join latest
        on movements.movement_date <= latest.as_of
),

counts as (
    select
        *,
        row_number() over (
            partition by location_id, item_id, lot
            order by movement_date desc, recorded_date desc nulls last, movement_id desc
        ) as recency
    from known
    where movement_type = 'COUNT'
),

booked as (
    select
        known.location_id,
        known.item_id,
        known.lot,
        coalesce(max(counts.quantity), 0) + coalesce(sum(
            case when counts.movement_date is null or known.movement_date > counts.movement_date then known.stock_effect end
        ), 0) as on_hand
    from known
    left join counts
        on
            known.location_id = counts.location_id
            and known.item_id = counts.item_id
            and known.lot is not distinct from counts.lot
            and counts.recency = 1
    group by known.location_id, known.item_id, known.lot
),

differences as (
    select
        booked.location_id,
        booked.item_id,
        booked.lot,
        booked.on_hand as booked,
        positions.on_hand
    from booked
    left join positions
        on
            booked.location_id = positions.location_id
            and booked.item_id = positions.item_id
            and booked.lot is not distinct from positions.lot
    where booked.on_hand <> coalesce(positions.on_hand, 0)
)

select * from differences
