{#  R-GOV-02: counts that are too small to be published, and the ones that would give them away.

    A count from 1 to min_publishable - 1 is withheld (primary). Where it is the only one of its group and the group's total is
    published, a subtraction would reveal it: the smallest other count above zero is withheld, too (complementary). A zero says
    nothing about anybody and protects nothing.

    Result: CTEs up to `cell_judged`, the cells with group_total, total_withheld (1 or 0) and suppression (null = published).

    cells            relation with one row per group and cell
    group, cell, n   its columns #}
{% macro cell_judged(cells, group, cell, n, min_publishable) -%}
{%- set too_small = 'between 1 and ' ~ (min_publishable - 1) -%}
cells as (
    select * from {{ cells }}
),

cell_sized as (
    select
        *,
        sum({{ n }}) over (partition by {{ group }}) as group_total,
        case when {{ n }} {{ too_small }} then 1 else 0 end as is_small,
        sum(case when {{ n }} {{ too_small }} then 1 else 0 end) over (partition by {{ group }}) as small_cells,
        row_number() over (
            partition by {{ group }}, case when {{ n }} >= {{ min_publishable }} then 1 else 0 end
            order by {{ n }}, {{ cell }}
        ) as smallest_first
    from cells
),

cell_judged as (
    select
        *,
        case when group_total {{ too_small }} then 1 else 0 end as total_withheld,
        case
            when is_small = 1 then 'primary'
            when {{ n }} >= {{ min_publishable }} and small_cells = 1 and smallest_first = 1 then 'complementary'
        end as suppression
    from cell_sized
)
{%- endmacro %}

{#  The body of a model: group, cell, published_n (null when withheld) and suppression. #}
{% macro published_cells(cells, group, cell, n, min_publishable) -%}
with {{ mesh_macros.cell_judged(cells, group, cell, n, min_publishable) }},

published as (
    select
        {{ group }},
        {{ cell }},
        case when suppression is null then {{ n }} end as published_n,
        suppression
    from cell_judged
)

select * from published
{%- endmacro %}

{#  The body of a model: group and published_total (null when withheld). #}
{% macro published_totals(cells, group, cell, n, min_publishable) -%}
with {{ mesh_macros.cell_judged(cells, group, cell, n, min_publishable) }},

published as (
    select
        {{ group }},
        case when max(total_withheld) = 0 then cast(max(group_total) as bigint) end as published_total
    from cell_judged
    group by {{ group }}
)

select * from published
{%- endmacro %}
