{#  What was used of an item, month by month, months without use included. A place that keeps no stock journal, as those of a
    delivery history, uses what it receives. #}
with items as (
    select * from {{ ref('int_item') }}
),

demand_days as (
    select * from {{ ref('int_demand_day') }}
),

item_stock as (
    select * from {{ ref('int_item_stock') }}
),

po_lines as (
    select * from {{ ref('int_po_line') }}
),

line_status as (
    select * from {{ ref('int_po_line_status') }}
),

class_months as (
    {{ supply_chain.class_months() }}
),

journals as (
    select distinct location_id
    from item_stock
),

used as (
    select
        item_id,
        demand_date as used_on,
        issued_quantity as quantity
    from demand_days
    union all
    select
        po_lines.item_id,
        line_status.first_receipt_date as used_on,
        line_status.accepted_qty as quantity
    from po_lines
    inner join line_status
        on po_lines.po_id = line_status.po_id and po_lines.line = line_status.line
    left join journals
        on po_lines.location_id = journals.location_id
    where
        journals.location_id is null
        and line_status.first_receipt_date is not null
),

used_months as (
    select
        item_id,
        {{ mesh_macros.month_start('used_on') }} as month_start,
        sum(quantity) as quantity
    from used
    group by item_id, {{ mesh_macros.month_start('used_on') }}
),

monthly_demand as (
    select
        items.item_id,
        class_months.month,
        cast(coalesce(used_months.quantity, 0) as decimal(18, 4)) as quantity
    from items
    cross join class_months
    left join used_months
        on items.item_id = used_months.item_id and class_months.month_start = used_months.month_start
)

select * from monthly_demand
