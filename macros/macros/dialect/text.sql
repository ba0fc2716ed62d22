{#  Whether the whole text has the form of a regular expression. #}
{% macro matches(column, pattern) -%} {{ return(adapter.dispatch('matches', 'mesh_macros')(column, pattern)) }} {%- endmacro %}
{% macro default__matches(column, pattern) -%} regexp_full_match({{ column }}, '{{ pattern }}') {%- endmacro %}

{#  Whether a part of the text has the form of a regular expression. #}
{% macro has_part(column, pattern) -%} {{ return(adapter.dispatch('has_part', 'mesh_macros')(column, pattern)) }} {%- endmacro %}
{% macro default__has_part(column, pattern) -%} regexp_matches({{ column }}, '{{ pattern }}') {%- endmacro %}

{#  A code brought to its width with leading zeros that a spreadsheet lost; longer text stays as it is. #}
{% macro zero_padded(column, width) -%}
    case when length({{ column }}) < {{ width }} then lpad({{ column }}, {{ width }}, '0') else {{ column }} end
{%- endmacro %}

{#  The value of a column in the row with the least order; rows without a value do not count. #}
{% macro value_at_least(column, order) -%} {{ return(adapter.dispatch('value_at_least', 'mesh_macros')(column, order)) }} {%- endmacro %}
{% macro default__value_at_least(column, order) -%} min_by({{ column }}, {{ order }}) {%- endmacro %}

{#  Text with every run of white space, no-break spaces and line ends too, as one space and none around it; null when nothing is left. #}
{% macro squeezed(column) -%} {{ return(adapter.dispatch('squeezed', 'mesh_macros')(column)) }} {%- endmacro %}
{% macro default__squeezed(column) -%}
    nullif(trim(regexp_replace({{ column }}, '[\s\x{00A0}]+', ' ', 'g')), '')
{%- endmacro %}

{#  A member of a JSON text as text: a string as it is, an object or an array as JSON. #}
{% macro json_member(column, name) -%} {{ return(adapter.dispatch('json_member', 'mesh_macros')(column, name)) }} {%- endmacro %}
{% macro default__json_member(column, name) -%} json_extract_string({{ column }}, '$.{{ name }}') {%- endmacro %}
