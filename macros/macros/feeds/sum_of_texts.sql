{#  The sum of amounts that a source sends in columns of their own, as text for staging to type. Amounts that are not sent add
    nothing; when none is sent the sum is null. Text that is no amount is passed on in place of the sum, so that staging rejects
    it and names it. #}
{% macro sum_of_texts(columns) -%}
    case
    {%- for column in columns %}
        when {{ mesh_macros.clean_text(column) }} is not null and try_cast({{ column }} as decimal(18, 2)) is null then {{ column }}
    {%- endfor %}
        when coalesce({% for column in columns %}{{ mesh_macros.clean_text(column) }}{{ ', ' if not loop.last }}{% endfor %}) is not null
            then cast(cast(
            {%- for column in columns %}
                coalesce(try_cast({{ column }} as decimal(18, 2)), 0){{ ' +' if not loop.last }}
            {%- endfor %}
                as decimal(18, 2)
            ) as varchar)
    end
{%- endmacro %}
