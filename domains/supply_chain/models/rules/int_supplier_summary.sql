with {{ supply_chain.po_line_judged(ref('int_po_line'), ref('int_receipt')) }},

lines as (
    select
        *,
        case when due_flag = 1 and on_time_qty = ordered_qty then 1 else 0 end as otif
    from po_line_judged
),

orders as (
    select
        supplier_id,
        po_id,
        max(due_flag) as due_flag,
        min(case when due_flag = 1 then otif end) as otif
    from lines
    group by supplier_id, po_id
),

order_counts as (
    select
        supplier_id,
        cast(sum(due_flag) as integer) as due_orders,
        cast(coalesce(sum(otif), 0) as integer) as otif_orders
    from orders
    group by supplier_id
),

line_counts as (
    select
        supplier_id,
        cast(sum(due_flag) as integer) as due_lines,
        cast(sum(otif) as integer) as otif_lines,
        sum(case when due_flag = 1 then ordered_qty end) as due_qty,
        sum(case when due_flag = 1 then on_time_qty end) as on_time_qty
    from lines
    group by supplier_id
),

supplier_summary as (
    select
        line_counts.supplier_id,
        line_counts.due_lines,
        line_counts.otif_lines,
        cast(line_counts.otif_lines / nullif(cast(line_counts.due_lines as double), 0) as decimal(18, 6)) as otif_rate,
        cast(line_counts.on_time_qty / nullif(cast(line_counts.due_qty as double), 0) as decimal(18, 6)) as unit_fill_rate,
        order_counts.due_orders,
        order_counts.otif_orders
    from line_counts
    inner join order_counts
        on line_counts.supplier_id is not distinct from order_counts.supplier_id
)

select * from supplier_summary
