with {{ supply_chain.po_line_judged(ref('int_po_line'), ref('int_receipt')) }},

po_line_status as (
    select
        po_id,
        line,
        on_time_qty,
        case when due_flag = 1 then case when on_time_qty = ordered_qty then 1 else 0 end end as otif,
        case when promised_flag = 1 then open_qty else cast(0 as decimal(18, 4)) end as backorder_qty,
        open_qty,
        over_qty,
        received_qty,
        accepted_qty,
        first_receipt_date,
        last_receipt_date,
        due_flag,
        as_of
    from po_line_judged
)

select * from po_line_status
