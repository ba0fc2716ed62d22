{#  A column that holds either a number or a remark: the number's text, null when it is a remark. #}
{% macro number_text(column) -%}
    case when try_cast(trim({{ column }}) as decimal(18, 4)) is not null then {{ column }} end
{%- endmacro %}

{#  The same column's remark, null when it is a number. Together the two keep everything that was sent. #}
{% macro number_note(column) -%}
    case when try_cast(trim({{ column }}) as decimal(18, 4)) is null then {{ column }} end
{%- endmacro %}

{#  The two date forms of delivery histories, 2-Jun-06 and 3/19/2010, as ISO text; any other text stays as it is. #}
{% macro delivery_date(column) -%}
    {{ mesh_macros.iso_date_text(mesh_macros.iso_date_text(column, '%d-%b-%y'), '%m/%d/%Y') }}
{%- endmacro %}

{#  A column that holds either a date or a remark: the date as ISO text, null when it is a remark. #}
{% macro delivery_date_text(column) -%}
    {%- set iso_text = supply_chain.delivery_date(column) -%}
    case when {{ mesh_macros.try_date(iso_text) }} is not null then {{ iso_text }} end
{%- endmacro %}

{#  The same column's remark, null when it is a date. #}
{% macro delivery_date_note(column) -%}
    case when {{ mesh_macros.try_date(supply_chain.delivery_date(column)) }} is null then {{ column }} end
{%- endmacro %}

{#  An expiry date as printed on a package, as ISO text: YYYY-MM-DD, YYYY-MM and the YYMMDD of GS1 application
    identifier 17. Without a day (YYYY-MM, or day 00) the lot is good until the end of the month. Other text stays as
    it is, for staging to judge. #}
{% macro expiry_text(column) -%}
    {%- set code = 'trim(' ~ column ~ ')' -%}
    case
        when length({{ code }}) = 7 and substr({{ code }}, 5, 1) = '-'
            then coalesce({{ supply_chain.month_end_text(code ~ " || '-01'") }}, {{ column }})
        when length({{ code }}) = 6 and substr({{ code }}, 5, 2) = '00'
            then coalesce({{ supply_chain.month_end_text("'20' || substr(" ~ code ~ ", 1, 4) || '01'") }}, {{ column }})
        when length({{ code }}) = 6 then '20' || {{ code }}
        else {{ column }}
    end
{%- endmacro %}

{#  The last day of the month that a date text falls into, as ISO text; null when it is no date. #}
{% macro month_end_text(date_text) -%}
    cast(last_day({{ mesh_macros.try_date(date_text) }}) as varchar)
{%- endmacro %}
