{#  The part of carry_over for ingredients that some fill combines with others: fill after fill, a fill starts the day after
    the latest end among its ingredients. A walked row is an ingredient of a key after a step; `filled` marks the
    ingredients that the step's fill supplies. Materialized, or every step of the recursion would number all fills again. #}
{% macro carry_walk() -%}
carry_step as materialized (
    select distinct
        carry_part.supply_key,
        carry_part.fill_order,
        carry_part.fill_id,
        carry_part.fill_date,
        carry_part.fill_day,
        carry_part.days_supply,
        carry_part.ingredients,
        dense_rank() over (partition by carry_part.supply_key order by carry_part.fill_order) as step
    from carry_part
    inner join carry_combined
        on carry_part.supply_key = carry_combined.supply_key and carry_part.ingredient = carry_combined.ingredient
),

carry_walk as (
    select
        supply_key,
        ingredient,
        cast(0 as bigint) as step,
        cast(null as bigint) as fill_order,
        cast(null as varchar) as fill_id,
        cast(null as date) as fill_date,
        cast(null as bigint) as first_day,
        cast(null as bigint) as last_day,
        false as filled
    from carry_combined
    union all
    select
        supply_key,
        ingredient,
        step,
        fill_order,
        fill_id,
        fill_date,
        case when filled then starts else first_day end as first_day,
        case when filled then starts + days_supply - 1 else last_day end as last_day,
        filled
    from (
        select
            supplied.*,
            greatest(fill_day, 1 + max(case when filled then last_day end) over (partition by supply_key)) as starts
        from (
            select
                walk.supply_key,
                walk.ingredient,
                next_fill.step,
                next_fill.fill_order,
                next_fill.fill_id,
                next_fill.fill_date,
                next_fill.fill_day,
                next_fill.days_supply,
                walk.first_day,
                walk.last_day,
                position('|' || walk.ingredient || '|' in '|' || next_fill.ingredients || '|') > 0 as filled
            from carry_walk as walk
            inner join carry_step as next_fill
                on walk.supply_key = next_fill.supply_key and walk.step + 1 = next_fill.step
        ) as supplied
    ) as started
)
{%- endmacro %}
