with {{ supply_chain.recall_stock(ref('int_recalled_lot'), ref('int_trace_movement'), ref('int_dispense')) }},

latest as (
    select
        location_id,
        item_id,
        lot,
        closing,
        row_number() over (partition by location_id, item_id, lot order by day desc) as recency
    from stock_day
),

recall_quarantine as (
    select
        recalled_lot.recall_id,
        recalled_lot.product_id,
        latest.location_id,
        latest.item_id,
        latest.lot,
        latest.closing as quantity
    from latest
    inner join recalled_lot
        on latest.item_id is not distinct from recalled_lot.item_id and latest.lot is not distinct from recalled_lot.lot
    where
        latest.recency = 1
        and latest.closing > 0
)

select * from recall_quarantine
