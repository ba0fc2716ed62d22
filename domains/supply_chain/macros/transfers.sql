{#  R-SCM-02, shared: transfers between places, from the day on which goods left to the day on which the first of them arrived;
    9999-12-31 while nothing has. A transfer has arrived when a transfer in with its id, item and lot has, whatever came.
    Result: CTEs up to `transfers`. Use after movement_once. #}
{% macro transfers() -%}
arrivals as (
    select
        transfer_id,
        item_id,
        lot,
        min(movement_date) as arrived_on
    from movement_once
    where movement_type = 'TRANSFER_IN'
    group by transfer_id, item_id, lot
),

transfers as (
    select
        departures.to_location_id as location_id,
        departures.item_id,
        departures.lot,
        departures.movement_date as left_on,
        coalesce(arrivals.arrived_on, date '9999-12-31') as arrived_on,
        departures.quantity
    from movement_once as departures
    left join arrivals
        on
            departures.transfer_id = arrivals.transfer_id
            and departures.item_id is not distinct from arrivals.item_id
            and departures.lot is not distinct from arrivals.lot
    where
        departures.movement_type = 'TRANSFER_OUT'
        and departures.to_location_id is not null
)
{%- endmacro %}
