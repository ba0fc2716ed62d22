with invoices as (
    select distinct
        invoice_id,
        invoice_line,
        po_id,
        line,
        invoice_date,
        quantity,
        unit_price
    from {{ ref('int_invoice_line') }}
),

po_lines as (
    select * from {{ ref('int_po_line') }}
),

line_status as (
    select * from {{ ref('int_po_line_status') }}
),

credits as (
    select
        po_id,
        line,
        -sum(quantity) as credited_qty
    from invoices
    where quantity < 0
    group by po_id, line
),

{#  All that was billed for an order line so far. A credit makes room for a bill, whichever came first. #}
billed as (
    select
        invoices.*,
        po_lines.unit_price as po_unit_price,
        coalesce(line_status.received_qty, 0) as received_qty,
        coalesce(line_status.accepted_qty, 0) + coalesce(credits.credited_qty, 0) as payable_qty,
        sum(greatest(invoices.quantity, 0)) over (
            partition by invoices.po_id, invoices.line
            order by invoices.invoice_date, invoices.invoice_id, invoices.invoice_line
            rows between unbounded preceding and current row
        ) as billed_qty
    from invoices
    inner join po_lines
        on invoices.po_id = po_lines.po_id and invoices.line = po_lines.line
    left join line_status
        on invoices.po_id = line_status.po_id and invoices.line = line_status.line
    left join credits
        on invoices.po_id = credits.po_id and invoices.line = credits.line
),

compared as (
    select
        *,
        cast(greatest(least(quantity, billed_qty - payable_qty), 0) as decimal(18, 4)) as excess_qty,
        unit_price - po_unit_price as price_difference
    from billed
),

judged as (
    select
        *,
        case
            when quantity < 0 then 'credit'
            when received_qty = 0 and excess_qty > 0 then 'not_received'
            when excess_qty > 0 then 'qty_variance'
            when price_difference is null then 'price_unknown'
            when abs(price_difference) > {{ var('price_tolerance') }} * po_unit_price + 0.000000001 then 'price_variance'
            else 'match'
        end as status
    from compared
),

invoice_match as (
    select
        invoice_id,
        invoice_line,
        po_id,
        line,
        status,
        case when status in ('not_received', 'qty_variance') then excess_qty else cast(0 as decimal(18, 4)) end as qty_at_stake,
        cast(case
            when status in ('not_received', 'qty_variance') then excess_qty * unit_price
            when status = 'price_variance' then quantity * abs(price_difference)
            else 0
        end as decimal(18, 2)) as amount_at_stake,
        cast(quantity * price_difference as decimal(18, 2)) as price_variance_amount
    from judged
)

select * from invoice_match
