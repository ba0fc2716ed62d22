{#  R-RX-04, step 3: when the supply of each fill starts and ends, with what was still on hand carried over.

    Fills come in date order. A fill starts on its day, or the day after the supply of the ingredients it shares with earlier
    fills has ended; different ingredients run side by side. Of fills of one day those with fewer ingredients come first.

    fills   a CTE with
              supply_key    whose fills these are: supply is carried over among the fills of one key only
              fill_day      number of that day, on any axis on which supply is used up one a day (home_axis)
              ingredients   text separated by '|'
              days_supply   valid, at least 1
              fill_date     orders the fills
              fill_id       settles the order of fills that are otherwise alike; may be null

    Result: CTEs up to `carried` (supply_key, ingredient, fill_order, fill_id, fill_date, first_day, last_day), one row per fill and
    ingredient. Use it after `with recursive`.

    One ingredient alone has a closed form: with S_i the supply of the first i fills,
    last_day_i = S_i + max over j <= i of (fill_day_j - S_(j-1)) - 1. Only ingredients that a fill of the same key
    combines with others are walked fill by fill (carry_walk). #}
{% macro carry_over(fills) -%}
carry_fill as (
    select
        *,
        row_number() over (
            partition by supply_key
            order by
                fill_date,
                length(ingredients) - length(replace(ingredients, '|', '')),
                ingredients,
                days_supply,
                fill_id
        ) as fill_order
    from {{ fills }}
),

carry_part as (
    select
        supply_key,
        fill_order,
        fill_id,
        fill_date,
        fill_day,
        days_supply,
        ingredients,
        {{ mesh_macros.list_items('ingredients', '|') }} as ingredient
    from carry_fill
),

carry_combined as (
    select distinct
        supply_key,
        ingredient
    from carry_part
    where position('|' in ingredients) > 0
),

carry_supplied as (
    select
        carry_part.*,
        cast(sum(carry_part.days_supply) over so_far as bigint) as supplied
    from carry_part
    left join carry_combined
        on carry_part.supply_key = carry_combined.supply_key and carry_part.ingredient = carry_combined.ingredient
    where carry_combined.supply_key is null
    window so_far as (
        partition by carry_part.supply_key, carry_part.ingredient
        order by carry_part.fill_order
        rows between unbounded preceding and current row
    )
),

carry_single as (
    select
        *,
        supplied - 1 + max(fill_day - (supplied - days_supply)) over (
            partition by supply_key, ingredient order by fill_order rows between unbounded preceding and current row
        ) as last_day
    from carry_supplied
),

{{ pharmacy.carry_walk() }},

carried as (
    select
        supply_key,
        ingredient,
        fill_order,
        fill_id,
        fill_date,
        cast(last_day - days_supply + 1 as integer) as first_day,
        cast(last_day as integer) as last_day
    from carry_single
    union all
    select
        supply_key,
        ingredient,
        fill_order,
        fill_id,
        fill_date,
        cast(first_day as integer) as first_day,
        cast(last_day as integer) as last_day
    from carry_walk
    where filled
)
{%- endmacro %}
