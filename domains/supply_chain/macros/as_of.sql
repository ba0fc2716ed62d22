{#  The day as of which the domain is told: var as_of, else the latest day on which goods moved or arrived in the data,
    never today. A select of one row. #}
{% macro as_of_day() -%}
    {%- if var('as_of') -%}
    select cast('{{ var('as_of') }}' as date) as as_of
    {%- else -%}
    select as_of from {{ ref('int_supply_as_of') }}
    {%- endif -%}
{%- endmacro %}

{#  The days for which stock is told: var as_of_dates, else month ends and the as_of day. A select of one row per day. #}
{% macro as_of_dates() -%}
    {%- if var('as_of_dates') -%}
    {%- for day in var('as_of_dates') %}
    select cast('{{ day }}' as date) as as_of
    {{ 'union' if not loop.last }}
    {%- endfor -%}
    {%- else -%}
    select as_of from {{ ref('int_stock_as_of') }}
    {%- endif -%}
{%- endmacro %}

{#  The latest day of a staged date that the row's own file can know of; of any, when all lie in the future. #}
{% macro latest_known_day(date_column) -%}
    coalesce(
        max(case when {{ date_column }} <= coalesce(file_date, {{ date_column }}) then {{ date_column }} end),
        max({{ date_column }})
    )
{%- endmacro %}
