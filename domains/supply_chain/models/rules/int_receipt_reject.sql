with receipts as (
    select * from {{ ref('stg_receipt') }}
),

po_lines as (
    select * from {{ ref('stg_purchase_order_line') }}
),

rejected as (
    select
        receipts.receipt_id,
        'unknown_order_line' as reason,
        'R-SCM-03' as rule_id,
        receipts.record_id
    from receipts
    left join po_lines
        on receipts.po_id = po_lines.po_id and receipts.line = po_lines.line
    where po_lines.po_id is null
)

select * from rejected
