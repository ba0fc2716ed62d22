{#  A timestamp as text of 26 characters that sorts like the timestamp. #}
{% macro timestamp_text(column) -%} {{ return(adapter.dispatch('timestamp_text', 'mesh_macros')(column)) }} {%- endmacro %}
{% macro default__timestamp_text(column) -%} strftime({{ column }}, '%Y-%m-%d %H:%M:%S.%f') {%- endmacro %}

{#  A number written with digits, sign and decimal point only; null for anything else ('nan', '1e5', '1_000', '0x1F'). #}
{% macro plain_number(column) -%} {{ return(adapter.dispatch('plain_number', 'mesh_macros')(column)) }} {%- endmacro %}
{% macro default__plain_number(column) -%}
    case when translate({{ column }}, '0123456789.+- ', '') = '' then try_cast(trim({{ column }}) as double) end
{%- endmacro %}
