{#  The latest order of an item for a place, of what was ordered up to the as_of day: from whom, in which pack, at what price. #}
with po_lines as (
    select * from {{ ref('int_po_line') }}
),

as_of_day as (
    {{ supply_chain.as_of_day() }}
),

ranked as (
    select
        po_lines.item_id,
        po_lines.location_id,
        po_lines.supplier_id,
        po_lines.sent_uom as pack_uom,
        po_lines.conversion_factor as pack_size,
        po_lines.base_unit_cost,
        po_lines.order_date,
        row_number() over (
            partition by po_lines.item_id, po_lines.location_id
            order by po_lines.order_date desc nulls last, po_lines.po_id desc, po_lines.line desc
        ) as recency
    from po_lines
    inner join as_of_day
        on coalesce(po_lines.order_date, as_of_day.as_of) <= as_of_day.as_of
),

latest_purchase as (
    select
        item_id,
        location_id,
        supplier_id,
        pack_uom,
        cast(pack_size as decimal(18, 6)) as pack_size,
        base_unit_cost,
        order_date
    from ranked
    where recency = 1
)

select * from latest_purchase
