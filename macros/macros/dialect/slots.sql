{#  Columns that a file writes side by side (CODE_1, AMOUNT_1, CODE_2, AMOUNT_2 ...) as rows: an expression of a select list that
    makes `slots` rows out of one, each a struct of the slot's number under the name `number` and of its columns. #}
{% macro rows_from_slots(number, slots, columns) -%} {{ return(adapter.dispatch('rows_from_slots', 'mesh_macros')(number, slots, columns)) }} {%- endmacro %}
{% macro default__rows_from_slots(number, slots, columns) -%}
    unnest([
    {%- for slot in range(1, slots + 1) %}
        struct_pack({{ number }} := {{ slot }}
        {%- for column in columns %}, {{ column }} := {{ column }}_{{ slot }}{% endfor %}){{ ',' if not loop.last }}
    {%- endfor %}
    ])
{%- endmacro %}
