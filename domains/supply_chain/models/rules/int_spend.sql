{#  What was ordered and what was billed, line by line, with the item, supplier and month it is told under: an order line in the
    month of its order (of the promised date where it has none), an invoice line in that of the invoice. #}
with po_lines as (
    select * from {{ ref('int_po_line') }}
),

contracts as (
    select * from {{ ref('int_po_line_contract') }}
),

invoices as (
    select * from {{ ref('int_invoice_line') }}
),

matches as (
    select * from {{ ref('int_invoice_match') }}
),

ordered as (
    select
        po_lines.item_id,
        po_lines.supplier_id,
        {{ mesh_macros.month_start('coalesce(po_lines.order_date, po_lines.promised_date)') }} as month_start,
        'order' as told_by,
        po_lines.ordered_qty as quantity,
        po_lines.line_value,
        cast(
            po_lines.line_value * (po_lines.cancelled_qty / nullif(cast(po_lines.ordered_qty as double), 0)) as decimal(18, 2)
        ) as cancelled_value,
        case when contracts.po_id is not null then po_lines.line_value else 0 end as on_contract_value,
        case when contracts.kept_flag = 1 then po_lines.line_value else 0 end as contract_kept_value,
        contracts.contract_variance_amount,
        cast(null as varchar) as match_status,
        cast(null as decimal(18, 2)) as price_variance_amount,
        cast(null as decimal(18, 2)) as amount_at_stake
    from po_lines
    left join contracts
        on po_lines.po_id = contracts.po_id and po_lines.line = contracts.line
),

billed as (
    select
        po_lines.item_id,
        po_lines.supplier_id,
        {{ mesh_macros.month_start('invoices.invoice_date') }} as month_start,
        'invoice' as told_by,
        invoices.quantity,
        invoices.line_value,
        cast(0 as decimal(18, 2)) as cancelled_value,
        cast(0 as decimal(18, 2)) as on_contract_value,
        cast(0 as decimal(18, 2)) as contract_kept_value,
        cast(null as decimal(18, 2)) as contract_variance_amount,
        matches.status as match_status,
        matches.price_variance_amount,
        matches.amount_at_stake
    from invoices
    inner join matches
        on invoices.invoice_id = matches.invoice_id and invoices.invoice_line = matches.invoice_line
    inner join po_lines
        on invoices.po_id = po_lines.po_id and invoices.line = po_lines.line
),

spend as (
    select * from ordered
    union all
    select * from billed
)

select * from spend
