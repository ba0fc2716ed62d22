{#  One row per distinct item of a separated text, in the select list; the other columns repeat. #}
{% macro list_items(column, separator) -%} {{ return(adapter.dispatch('list_items', 'mesh_macros')(column, separator)) }} {%- endmacro %}
{% macro default__list_items(column, separator) -%}
    unnest(list_distinct(string_split({{ column }}, '{{ separator }}')))
{%- endmacro %}

{#  Items of a separated text trimmed, in lower case, each once, in alphabetical order, separated by '|'; null when there are none. #}
{% macro sorted_items(column, separator) -%} {{ return(adapter.dispatch('sorted_items', 'mesh_macros')(column, separator)) }} {%- endmacro %}
{% macro default__sorted_items(column, separator) -%}
    nullif(array_to_string(list_sort(list_distinct(list_filter(
        list_transform(string_split({{ column }}, '{{ separator }}'), lambda item: lower(trim(item))),
        lambda item: item <> ''
    ))), '|'), '')
{%- endmacro %}

{#  One row per distinct part of a text that fits a regular expression (its group, when one is given), in the select list; one row
    with null where none does. The other columns repeat. #}
{% macro pattern_items(column, pattern, group=0) -%} {{ return(adapter.dispatch('pattern_items', 'mesh_macros')(column, pattern, group)) }} {%- endmacro %}
{% macro default__pattern_items(column, pattern, group) -%}
    {%- set found = "regexp_extract_all(" ~ column ~ ", '" ~ pattern ~ "', " ~ group ~ ")" -%}
    unnest(case when len({{ found }}) > 0 then list_distinct({{ found }}) else [cast(null as varchar)] end)
{%- endmacro %}

{#  An aggregate: the distinct values of a column in alphabetical order, separated by '; '; null when there are none. #}
{% macro joined_values(column) -%} {{ return(adapter.dispatch('joined_values', 'mesh_macros')(column)) }} {%- endmacro %}
{% macro default__joined_values(column) -%} string_agg(distinct {{ column }}, '; ' order by {{ column }}) {%- endmacro %}

{#  Every item of a separated text with its place, in the select list, as a struct of `number` (from 1) and `item`; the other columns
    repeat. #}
{% macro numbered_items(column, separator) -%} {{ return(adapter.dispatch('numbered_items', 'mesh_macros')(column, separator)) }} {%- endmacro %}
{% macro default__numbered_items(column, separator) -%}
    {%- set items = "string_split(" ~ column ~ ", '" ~ separator ~ "')" -%}
    unnest(list_transform(
        range(1, len({{ items }}) + 1), lambda place: struct_pack(number := place, item := {{ items }}[place])
    ))
{%- endmacro %}
