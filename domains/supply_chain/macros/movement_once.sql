{#  R-SCM-02, shared: every movement once, however often it was sent, with its effect on the stock of its lot.

    Of movements with one id the one recorded last counts. Only ids that occur twice are ranked.
    Result: CTEs up to `movement_once` (the movement's columns and `effect`). #}
{% macro movement_once(movements) -%}
{%- set columns = [
    'movement_id', 'movement_date', 'recorded_date', 'movement_type', 'location_id', 'to_location_id', 'item_id', 'lot',
    'quantity', 'transfer_id',
] -%}
movements as (
    select {{ columns | join(', ') }}
    from {{ movements }}
),

sent_again as (
    select movement_id
    from movements
    group by movement_id
    having count(*) > 1
),

ranked_again as (
    select
        movements.*,
        row_number() over (
            partition by movements.movement_id
            order by
                movements.recorded_date desc nulls last,
                movements.movement_date desc nulls last,
                movements.quantity desc,
                {{ mesh_macros.hash64([
                    'movements.movement_type', 'movements.location_id', 'movements.to_location_id', 'movements.item_id',
                    'movements.lot', 'movements.transfer_id',
                ]) }}
        ) as recency
    from movements
    inner join sent_again
        on movements.movement_id = sent_again.movement_id
),

each_once as (
    select movements.*
    from movements
    left join sent_again
        on movements.movement_id = sent_again.movement_id
    where sent_again.movement_id is null
    union all
    select {{ columns | join(', ') }}
    from ranked_again
    where recency = 1
),

movement_once as (
    select
        *,
        {{ supply_chain.movement_effect('movement_type', 'quantity') }} as effect
    from each_once
)
{%- endmacro %}
