{#  What became of recalled lots at every place that has or had them: still there, on its way there, handed out. #}
with recalls as (
    {{ supply_chain.recalls_to_trace(ref('int_recalled_lot')) }}
),

quarantine as (
    select * from {{ ref('int_recall_quarantine') }}
),

movements as (
    select * from {{ ref('int_trace_movement') }}
),

ledger as (
    select * from {{ ref('int_stock_ledger') }}
),

items as (
    select * from {{ ref('int_item') }}
),

as_of_day as (
    {{ supply_chain.as_of_day() }}
),

told as (
    select
        coalesce(items.ndc9, items.item_id) as product_id,
        ledger.item_id,
        ledger.location_id,
        ledger.lot,
        'in_transit' as state,
        ledger.in_transit as quantity
    from ledger
    inner join as_of_day
        on ledger.as_of = as_of_day.as_of
    inner join items
        on ledger.item_id = items.item_id
    where ledger.in_transit > 0
    union all
    select
        movements.product_id,
        movements.item_id,
        movements.location_id,
        movements.lot,
        'issued' as state,
        movements.quantity
    from movements
    inner join as_of_day
        on movements.movement_date <= as_of_day.as_of
    where movements.movement_type = 'ISSUE'
),

recalled as (
    {{ supply_chain.recalled_rows('told') }}
),

quantities as (
    select
        recall_id,
        product_id,
        location_id,
        item_id,
        lot,
        'on_hand' as state,
        quantity
    from quarantine
    union all
    select
        recall_id,
        recalled_product_id as product_id,
        location_id,
        item_id,
        lot,
        state,
        quantity
    from recalled
),

recall_place as (
    select
        recall_id,
        product_id,
        location_id,
        item_id,
        lot,
        cast(sum(case when state = 'on_hand' then quantity else 0 end) as decimal(18, 4)) as quarantine_quantity,
        cast(sum(case when state = 'in_transit' then quantity else 0 end) as decimal(18, 4)) as in_transit_quantity,
        cast(sum(case when state = 'issued' then quantity else 0 end) as decimal(18, 4)) as issued_quantity
    from quantities
    group by recall_id, product_id, location_id, item_id, lot
)

select * from recall_place
