{#  R-SCM-01: where the conversion of a transaction's unit starts from, and the one way that leads on from every unit.

    From a unit the row of the transaction's vendor leads on, else the row without a vendor.
    Result: CTEs up to `wanted` (what occurs in transactions) and `usable_uoms` (preference 1 = the row that leads on). #}
{% macro uom_steps(items, item_uoms, transactions) -%}
items as (
    select
        item_id,
        min(base_uom) as base_uom
    from {{ items }}
    group by item_id
),

item_uoms as (
    select distinct
        item_id,
        vendor_id,
        uom,
        cast(factor as double) as factor,
        to_uom
    from {{ item_uoms }}
    where factor > 0
),

transactions as (
    select * from {{ transactions }}
),

wanted as (
    select distinct
        transactions.item_id,
        transactions.vendor_id,
        transactions.uom,
        items.base_uom
    from transactions
    left join items
        on transactions.item_id = items.item_id
),

buyers as (
    select distinct
        item_id,
        vendor_id
    from wanted
),

usable_uoms as (
    select
        buyers.item_id,
        buyers.vendor_id,
        item_uoms.uom,
        item_uoms.factor,
        item_uoms.to_uom,
        row_number() over (
            partition by buyers.item_id, buyers.vendor_id, item_uoms.uom
            order by
                case when item_uoms.vendor_id is null then 2 else 1 end,
                item_uoms.to_uom,
                item_uoms.factor
        ) as preference,
        count(*) over (partition by buyers.item_id, buyers.vendor_id) as longest_walk
    from buyers
    inner join item_uoms
        on buyers.item_id = item_uoms.item_id
    where coalesce(item_uoms.vendor_id = buyers.vendor_id, item_uoms.vendor_id is null)
)
{%- endmacro %}
