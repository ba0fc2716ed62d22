{{ config(materialized='view') }}

{#  Stock movements with the product of their item: labeler and product of a drug, else the item itself. #}
with movements as (
    select * from {{ ref('int_movement') }}
),

items as (
    select * from {{ ref('int_item') }}
),

trace_movement as (
    select
        movements.movement_id,
        movements.movement_date,
        movements.recorded_date,
        movements.movement_type,
        movements.location_id,
        movements.to_location_id,
        coalesce(items.ndc9, items.item_id) as product_id,
        movements.item_id,
        movements.lot,
        movements.quantity
    from movements
    inner join items
        on movements.item_id = items.item_id
)

select * from trace_movement
