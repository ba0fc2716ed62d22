{#  R-SCM-08: who may have got recalled goods, one row per recall and dispense. Use after recall_stock.

    confirmed: the dispense names the lot (or all lots are recalled); possible: it names none, and a recalled lot of the product
    was there on that day, if only for an hour.
    Result: CTEs up to `recall_dispense`. #}
{% macro recall_dispensed() -%}
on_shelf as (
    select
        recalled_lot.recall_id,
        recalled_lot.product_id,
        stock_day.location_id,
        stock_day.day as first_day,
        {# Until the day of the next movement, on which some of it was there at first. #}
        coalesce(
            lead(stock_day.day) over (
                partition by recalled_lot.recall_id, recalled_lot.product_id, stock_day.location_id, stock_day.item_id, stock_day.lot
                order by stock_day.day
            ), date '9999-12-31'
        ) as last_day,
        stock_day.closing
    from stock_day
    inner join recalled_lot
        on stock_day.item_id is not distinct from recalled_lot.item_id and stock_day.lot is not distinct from recalled_lot.lot
),

there as (
    select
        recall_id,
        product_id,
        location_id,
        first_day,
        last_day
    from on_shelf
    where closing > 0
    union
    {# What came and went within a day. #}
    select
        recalled_lot.recall_id,
        recalled_lot.product_id,
        movement_once.location_id,
        movement_once.movement_date as first_day,
        movement_once.movement_date as last_day
    from movement_once
    inner join recalled_lot
        on
            movement_once.item_id is not distinct from recalled_lot.item_id
            and movement_once.lot is not distinct from recalled_lot.lot
    where movement_once.effect > 0 or movement_once.movement_type = 'COUNT' and movement_once.quantity > 0
),

named as (
    {{ supply_chain.recalled_rows('dispenses') }}
),

found as (
    select
        recall_id,
        recalled_product_id as product_id,
        rx_id,
        person_id,
        location_id,
        dispense_date,
        lot,
        quantity,
        2 as certainty
    from named
    union all
    select
        there.recall_id,
        there.product_id,
        dispenses.rx_id,
        dispenses.person_id,
        dispenses.location_id,
        dispenses.dispense_date,
        dispenses.lot,
        dispenses.quantity,
        1 as certainty
    from dispenses
    inner join there
        on dispenses.location_id = there.location_id
    where
        dispenses.lot is null
        and coalesce(dispenses.product_id, there.product_id) = there.product_id
        and dispenses.dispense_date between there.first_day and there.last_day
),

recall_dispense as (
    select
        recall_id,
        product_id,
        rx_id,
        person_id,
        location_id,
        dispense_date,
        lot,
        quantity,
        case max(certainty) when 2 then 'confirmed' else 'possible' end as exposure
    from found
    group by recall_id, product_id, rx_id, person_id, location_id, dispense_date, lot, quantity
)
{%- endmacro %}
