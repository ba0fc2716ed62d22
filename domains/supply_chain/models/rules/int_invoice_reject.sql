with invoices as (
    select * from {{ ref('stg_invoice_line') }}
),

po_lines as (
    select * from {{ ref('int_po_line') }}
),

unit_rejects as (
    select * from {{ ref('int_base_quantity_reject') }}
),

rejected as (
    select
        invoices.invoice_id,
        invoices.invoice_line,
        'unknown_order_line' as reason,
        'R-SCM-09' as rule_id,
        invoices.record_id
    from invoices
    left join po_lines
        on invoices.po_id = po_lines.po_id and invoices.line = po_lines.line
    left join unit_rejects
        on invoices.record_id = unit_rejects.record_id
    where
        po_lines.po_id is null
        and unit_rejects.record_id is null
)

select * from rejected
