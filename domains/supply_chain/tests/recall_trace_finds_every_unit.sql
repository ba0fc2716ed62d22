{#  R-SCM-08 against the public products: what stock_position has of a recalled lot is quarantined, and every active fill that
    names a recalled lot has led to its member. #}
with traces as (
    select * from {{ ref('recall_trace', v=1) }}
),

positions as (
    select * from {{ ref('stock_position', v=1) }}
    where latest_flag = 1
),

recalled_lots as (
    select * from {{ ref('int_recalled_lot') }}
),

fills as (
    select * from {{ ref('pharmacy', 'fill', v=1) }}
    where state = 'active'
),

stock as (
    select
        recalled_lots.recall_id,
        positions.location_id,
        positions.item_id,
        positions.lot,
        max(greatest(positions.on_hand, 0)) as on_hand,
        max(positions.in_transit) as in_transit
    from positions
    inner join recalled_lots
        on positions.item_id = recalled_lots.item_id
    where
        (recalled_lots.lot is null or recalled_lots.lot = positions.lot)
        and (positions.on_hand > 0 or positions.in_transit > 0)
    group by recalled_lots.recall_id, positions.location_id, positions.item_id, positions.lot
),

missed_stock as (
    select
        stock.recall_id,
        stock.location_id as place_or_member
    from stock
    left join traces
        on
            stock.recall_id = traces.recall_id
            and stock.location_id = traces.location_id
            and stock.item_id = traces.item_id
            and stock.lot is not distinct from traces.lot
    where
        stock.on_hand is distinct from traces.quarantine_quantity
        or stock.in_transit is distinct from traces.in_transit_quantity
),

filled as (
    select
        recalled_lots.recall_id,
        fills.person_id,
        count(distinct fills.fill_id) as fills
    from fills
    inner join recalled_lots
        on fills.ndc9 = recalled_lots.ndc9
    where recalled_lots.lot is null or recalled_lots.lot = upper(trim(fills.lot))
    group by recalled_lots.recall_id, fills.person_id
),

missed_members as (
    select
        filled.recall_id,
        filled.person_id as place_or_member
    from filled
    left join traces
        on filled.recall_id = traces.recall_id and filled.person_id = traces.person_id
    where
        traces.exposure is distinct from 'confirmed'
        or traces.fills < filled.fills
),

differences as (
    select * from missed_stock
    union all
    select * from missed_members
)

select *
from differences
where '{{ var('recalled_lot') }}' = ''
