{#  What was spent on an item in the months that it is classed by: its order lines, without what was cancelled, in the month
    of the order, or of the promised date where the order has none. #}
with items as (
    select * from {{ ref('int_item') }}
),

po_lines as (
    select * from {{ ref('int_po_line') }}
),

class_months as (
    {{ supply_chain.class_months() }}
),

spent as (
    select
        po_lines.item_id,
        sum(cast(
            po_lines.line_value * (1 - po_lines.cancelled_qty / nullif(cast(po_lines.ordered_qty as double), 0)) as decimal(18, 2)
        )) as spent_value
    from po_lines
    inner join class_months
        on {{ mesh_macros.month_start('coalesce(po_lines.order_date, po_lines.promised_date)') }} = class_months.month_start
    group by po_lines.item_id
),

item_value as (
    select
        items.item_id,
        cast(coalesce(spent.spent_value, 0) as decimal(18, 2)) as annual_value
    from items
    left join spent
        on items.item_id = spent.item_id
)

select * from item_value
