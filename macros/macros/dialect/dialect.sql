{#  What engines spell differently. Models use these; another engine adds its own <name>__<engine> macro. #}

{% macro try_date(column) -%} {{ return(adapter.dispatch('try_date', 'mesh_macros')(column)) }} {%- endmacro %}
{% macro default__try_date(column) -%}
    cast(try_strptime(trim({{ column }}), ['%Y-%m-%d', '%Y%m%d']) as date)
{%- endmacro %}

{#  Text of a declared date format turned into ISO; text of any other form stays as it is, for staging to judge. #}
{% macro iso_date_text(column, format) -%} {{ return(adapter.dispatch('iso_date_text', 'mesh_macros')(column, format)) }} {%- endmacro %}
{% macro default__iso_date_text(column, format) -%}
    coalesce(strftime(try_strptime(trim({{ column }}), '{{ format }}'), '%Y-%m-%d'), {{ column }})
{%- endmacro %}

{#  A 64-bit key over several columns; nulls count as values. Joins on it run many times faster than on long text. #}
{% macro hash64(columns) -%} {{ return(adapter.dispatch('hash64', 'mesh_macros')(columns)) }} {%- endmacro %}
{% macro default__hash64(columns) -%}
    {#- The lower half of the number; md5_number_lower() takes three times as long. #}
    cast(md5_number({{ mesh_macros.joined_text(columns) }}) & 18446744073709551615 as ubigint)
{%- endmacro %}

{#  Several columns as one text: two rows have the same text only when all their values are the same, nulls included. Values are
    escaped (~0 for ~, ~1 for the separator) and null is ~2. Hardly any value needs it, and to look is cheaper than to replace. #}
{% macro joined_text(columns) -%}
    concat_ws('|'
    {%- for column in columns -%}
        {%- set text -%} cast({{ column }} as varchar) {%- endset -%}
        , case
            when {{ text }} like '%~%' or {{ text }} like '%|%' then replace(replace({{ text }}, '~', '~0'), '|', '~1')
            else coalesce({{ text }}, '~2')
        end
    {%- endfor -%}
    )
{%- endmacro %}

{#  A row as JSON text. #}
{% macro row_json(columns) -%} {{ return(adapter.dispatch('row_json', 'mesh_macros')(columns)) }} {%- endmacro %}
{% macro default__row_json(columns) -%}
    cast(to_json(struct_pack(
    {%- for column in columns -%}
        {{ column }} := {{ column }}{{ ', ' if not loop.last }}
    {%- endfor -%}
    )) as varchar)
{%- endmacro %}

{#  Whole days from one date to another. #}
{% macro days_between(first, last) -%} {{ return(adapter.dispatch('days_between', 'mesh_macros')(first, last)) }} {%- endmacro %}
{% macro default__days_between(first, last) -%} date_diff('day', {{ first }}, {{ last }}) {%- endmacro %}

{% macro add_days(day, days) -%} {{ return(adapter.dispatch('add_days', 'mesh_macros')(day, days)) }} {%- endmacro %}
{% macro default__add_days(day, days) -%} cast({{ day }} + cast({{ days }} as integer) as date) {%- endmacro %}

{% macro month_start(day) -%} {{ return(adapter.dispatch('month_start', 'mesh_macros')(day)) }} {%- endmacro %}
{% macro default__month_start(day) -%} cast(date_trunc('month', {{ day }}) as date) {%- endmacro %}

{#  Months from the month of one day to that of another. #}
{% macro months_apart(first, last) -%} {{ return(adapter.dispatch('months_apart', 'mesh_macros')(first, last)) }} {%- endmacro %}
{% macro default__months_apart(first, last) -%} date_diff('month', {{ first }}, {{ last }}) {%- endmacro %}

{% macro month_key(day) -%} {{ return(adapter.dispatch('month_key', 'mesh_macros')(day)) }} {%- endmacro %}
{% macro default__month_key(day) -%} strftime({{ day }}, '%Y-%m') {%- endmacro %}

{#  One row per day or month between two dates of a relation, both included: use in a from clause after a comma-free cross join. #}
{% macro months_between(first, last, alias) -%} {{ return(adapter.dispatch('months_between', 'mesh_macros')(first, last, alias)) }} {%- endmacro %}
{% macro default__months_between(first, last, alias) -%}
    unnest(generate_series(date_trunc('month', {{ first }}), date_trunc('month', {{ last }}), interval 1 month)) as {{ alias }} (month_start)
{%- endmacro %}

{#  Whole numbers from one to another, both included, as rows: an expression of a select list; the other columns repeat. No row
    when the first is greater than the last. #}
{% macro each_number(first, last) -%} {{ return(adapter.dispatch('each_number', 'mesh_macros')(first, last)) }} {%- endmacro %}
{% macro default__each_number(first, last) -%} unnest(generate_series({{ first }}, {{ last }})) {%- endmacro %}

{#  The value of a column in the row with the greatest order; rows without a value do not count. Ties are settled by the value. #}
{% macro latest_value(column, order) -%} {{ return(adapter.dispatch('latest_value', 'mesh_macros')(column, order)) }} {%- endmacro %}
{% macro default__latest_value(column, order) -%}
    max_by({{ column }}, {{ order }} || '|' || cast({{ column }} as varchar)) filter (where {{ column }} is not null)
{%- endmacro %}
