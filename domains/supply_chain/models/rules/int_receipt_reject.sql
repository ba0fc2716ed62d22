{#  An order line that was itself rejected, for its unit say, is as unknown as one that never came. #}
with receipts as (
    select * from {{ ref('stg_receipt') }}
),

po_lines as (
    select * from {{ ref('int_po_line') }}
),

unit_rejects as (
    select * from {{ ref('int_base_quantity_reject') }}
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
    left join unit_rejects
        on receipts.record_id = unit_rejects.record_id
    where
        po_lines.po_id is null
        and unit_rejects.record_id is null
)

select * from rejected
