{#  R-SCM-01, shared by the converted transactions and their rejects: what one unit of a transaction is in base units.

    From a unit the walk takes the row of the transaction's vendor, else the row without a vendor, so at most one way
    leads on: it ends at the base unit, at a unit without a row, or goes round in a cycle, which shows when it is longer
    than there are rows. The walk is over distinct (item, vendor, unit), never over transactions.
    Result: CTEs up to `uom_resolved` (item_id, vendor_id, uom, conversion_factor, base_uom, reason; null = resolved). #}
{% macro uom_resolved(items, item_uoms, transactions) -%}
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
),

walk as (
    select
        item_id,
        vendor_id,
        uom,
        base_uom,
        uom as reached_uom,
        cast(1 as double) as factor,
        0 as steps,
        0 as in_cycle
    from wanted
    union all
    select
        walk.item_id,
        walk.vendor_id,
        walk.uom,
        walk.base_uom,
        usable_uoms.to_uom as reached_uom,
        walk.factor * usable_uoms.factor as factor,
        walk.steps + 1 as steps,
        case when walk.steps >= usable_uoms.longest_walk then 1 else 0 end as in_cycle
    from walk
    inner join usable_uoms
        on
            walk.item_id = usable_uoms.item_id
            and walk.vendor_id is not distinct from usable_uoms.vendor_id
            and walk.reached_uom = usable_uoms.uom
    where
        usable_uoms.preference = 1
        and walk.in_cycle = 0
        and walk.reached_uom is distinct from walk.base_uom
),

last_steps as (
    select
        *,
        row_number() over (partition by item_id, vendor_id, uom order by steps desc) as from_the_end
    from walk
),

vendor_uoms as (
    select distinct
        item_id,
        uom
    from item_uoms
    where vendor_id is not null
),

uom_resolved as (
    select
        last_steps.item_id,
        last_steps.vendor_id,
        last_steps.uom,
        last_steps.factor as conversion_factor,
        last_steps.base_uom,
        case
            when last_steps.base_uom is null then 'uom_unmapped'
            when last_steps.reached_uom = last_steps.base_uom then null
            when last_steps.in_cycle = 1 then 'uom_cycle'
            when last_steps.vendor_id is null and vendor_uoms.uom is not null then 'uom_vendor_required'
            else 'uom_unmapped'
        end as reason
    from last_steps
    left join vendor_uoms
        on last_steps.item_id = vendor_uoms.item_id and last_steps.reached_uom = vendor_uoms.uom
    where last_steps.from_the_end = 1
)
{%- endmacro %}
