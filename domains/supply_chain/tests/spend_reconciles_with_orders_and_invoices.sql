{#  R-SCM-09: per item and supplier, what is told as spend is every order line and every invoice line once. #}
with spend as (
    select
        item_id,
        supplier_id,
        sum(order_lines) as order_lines,
        sum(ordered_value) as ordered_value,
        sum(invoice_lines) as invoice_lines,
        sum(invoiced_value) as invoiced_value
    from {{ ref('procurement_spend', v=1) }}
    group by item_id, supplier_id
),

orders as (
    select * from {{ ref('purchase_order_line', v=1) }}
),

invoices as (
    select * from {{ ref('int_invoice_line') }}
),

ordered as (
    select
        item_id,
        supplier_id,
        count(*) as order_lines,
        coalesce(sum(line_value), 0) as ordered_value
    from orders
    group by item_id, supplier_id
),

billed as (
    select
        orders.item_id,
        orders.supplier_id,
        count(*) as invoice_lines,
        sum(invoices.line_value) as invoiced_value
    from invoices
    inner join orders
        on invoices.po_id = orders.po_id and invoices.line = orders.line
    group by orders.item_id, orders.supplier_id
),

differences as (
    select
        coalesce(spend.item_id, ordered.item_id) as item_id,
        coalesce(spend.supplier_id, ordered.supplier_id) as supplier_id
    from spend
    full outer join ordered
        on spend.item_id = ordered.item_id and spend.supplier_id is not distinct from ordered.supplier_id
    left join billed
        on spend.item_id = billed.item_id and spend.supplier_id is not distinct from billed.supplier_id
    where
        spend.order_lines is distinct from ordered.order_lines
        or spend.ordered_value is distinct from ordered.ordered_value
        or spend.invoice_lines <> coalesce(billed.invoice_lines, 0)
        or spend.invoiced_value <> coalesce(billed.invoiced_value, 0)
)

select * from differences
