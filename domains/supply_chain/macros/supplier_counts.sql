{#  R-SCM-03: how many due lines and orders were on time in full, and which share of the units came in time.

    keys    columns of po_line_judged to count by; an order whose lines fall under two keys counts under both
    Result: CTEs up to `supplier_counts`. Use after po_line_judged. #}
{% macro supplier_counts(keys) -%}
lines as (
    select
        *,
        case when due_flag = 1 and on_time_qty = ordered_qty then 1 else 0 end as otif
    from po_line_judged
),

orders as (
    select
        {{ keys | join(', ') }},
        po_id,
        max(due_flag) as due_flag,
        min(case when due_flag = 1 then otif end) as otif
    from lines
    group by {{ keys | join(', ') }}, po_id
),

order_counts as (
    select
        {{ keys | join(', ') }},
        cast(sum(due_flag) as integer) as due_orders,
        cast(coalesce(sum(otif), 0) as integer) as otif_orders
    from orders
    group by {{ keys | join(', ') }}
),

line_counts as (
    select
        {{ keys | join(', ') }},
        cast(sum(due_flag) as integer) as due_lines,
        cast(sum(otif) as integer) as otif_lines,
        sum(case when due_flag = 1 then ordered_qty end) as due_qty,
        sum(case when due_flag = 1 then on_time_qty end) as on_time_qty
    from lines
    group by {{ keys | join(', ') }}
),

supplier_counts as (
    select
        {%- for key in keys %}
        line_counts.{{ key }},
        {%- endfor %}
        line_counts.due_lines,
        line_counts.otif_lines,
        cast(line_counts.otif_lines / nullif(cast(line_counts.due_lines as double), 0) as decimal(18, 6)) as otif_rate,
        cast(line_counts.on_time_qty / nullif(cast(line_counts.due_qty as double), 0) as decimal(18, 6)) as unit_fill_rate,
        order_counts.due_orders,
        order_counts.otif_orders
    from line_counts
    inner join order_counts
        on {% for key in keys -%}
            line_counts.{{ key }} is not distinct from order_counts.{{ key }}{{ ' and ' if not loop.last }}
        {%- endfor %}
)
{%- endmacro %}
