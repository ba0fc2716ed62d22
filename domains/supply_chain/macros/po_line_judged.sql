{#  R-SCM-03, shared by the line status and the suppliers' figures: what of a purchase order line came, when and how much.

    A rejection takes goods back from the receipt it names, whenever they came, so rejected goods were never on time.
    A line is due once its promised date has come, unless the buyer cancelled all of it. Over-receipts never make up for
    another line: every figure is capped by its own line. A repeated row counts once.
    Result: CTEs up to `po_line_judged`. #}
{% macro po_line_judged(po_lines, receipts) -%}
as_of_day as (
    {{ supply_chain.as_of_day() }}
),

po_lines as (
    select distinct
        po_id,
        line,
        supplier_id,
        item_id,
        ordered_qty,
        coalesce(cancelled_qty, 0) as cancelled_qty,
        coalesce(lower(cancelled_by), 'buyer') as cancelled_by,
        promised_date
    from {{ po_lines }}
),

receipts as (
    select distinct
        receipts.receipt_id,
        receipts.po_id,
        receipts.line,
        receipts.receipt_date,
        receipts.quantity,
        receipts.rejects_receipt_id
    from {{ receipts }} as receipts
    cross join as_of_day
    where receipts.receipt_date <= as_of_day.as_of
),

rejections as (
    select
        rejects_receipt_id as receipt_id,
        sum(abs(quantity)) as rejected_qty
    from receipts
    where rejects_receipt_id is not null
    group by rejects_receipt_id
),

accepted as (
    select
        receipts.po_id,
        receipts.line,
        receipts.receipt_date,
        receipts.quantity,
        greatest(receipts.quantity - coalesce(rejections.rejected_qty, 0), 0) as accepted_qty
    from receipts
    left join rejections
        on receipts.receipt_id = rejections.receipt_id
    where receipts.rejects_receipt_id is null
),

arrived as (
    select
        po_lines.po_id,
        po_lines.line,
        sum(accepted.quantity) as received_qty,
        sum(accepted.accepted_qty) as accepted_qty,
        sum(
            case
                when accepted.receipt_date <= {{ mesh_macros.add_days('po_lines.promised_date', var('on_time_grace_days')) }}
                    then accepted.accepted_qty
            end
        ) as accepted_on_time_qty,
        min(accepted.receipt_date) as first_receipt_date,
        max(accepted.receipt_date) as last_receipt_date
    from po_lines
    inner join accepted
        on po_lines.po_id = accepted.po_id and po_lines.line = accepted.line
    group by po_lines.po_id, po_lines.line
),

po_line_judged as (
    select
        po_lines.po_id,
        po_lines.line,
        po_lines.supplier_id,
        {{ mesh_macros.month_start('po_lines.promised_date') }} as promised_month,
        po_lines.ordered_qty,
        case
            when po_lines.promised_date > as_of_day.as_of or po_lines.promised_date is null then 0
            when po_lines.cancelled_qty >= po_lines.ordered_qty and po_lines.cancelled_by = 'buyer' then 0
            else 1
        end as due_flag,
        case when po_lines.promised_date <= as_of_day.as_of then 1 else 0 end as promised_flag,
        cast(coalesce(arrived.received_qty, 0) as decimal(18, 4)) as received_qty,
        cast(coalesce(arrived.accepted_qty, 0) as decimal(18, 4)) as accepted_qty,
        cast(least(coalesce(arrived.accepted_on_time_qty, 0), po_lines.ordered_qty) as decimal(18, 4)) as on_time_qty,
        cast(greatest(po_lines.ordered_qty - po_lines.cancelled_qty - coalesce(arrived.accepted_qty, 0), 0) as decimal(18, 4))
            as open_qty,
        cast(greatest(coalesce(arrived.accepted_qty, 0) - po_lines.ordered_qty, 0) as decimal(18, 4)) as over_qty,
        arrived.first_receipt_date,
        arrived.last_receipt_date,
        as_of_day.as_of
    from po_lines
    cross join as_of_day
    left join arrived
        on po_lines.po_id = arrived.po_id and po_lines.line = arrived.line
)
{%- endmacro %}
