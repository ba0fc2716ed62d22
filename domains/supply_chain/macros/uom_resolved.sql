{#  R-SCM-01, shared by the converted transactions and their rejects: what one unit of a transaction is in base units.

    At most one way leads on from a unit, so the walk ends at the base unit, ends at a unit without a row, or goes round in
    a cycle, which shows when it is longer than there are rows. It is over distinct (item, vendor, unit), never over
    transactions.
    Result: CTEs up to `uom_resolved` (item_id, vendor_id, uom, conversion_factor, base_uom, reason; null = resolved). #}
{% macro uom_resolved(items, item_uoms, transactions) -%}
{{ supply_chain.uom_steps(items, item_uoms, transactions) }},

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
