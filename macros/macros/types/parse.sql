{#  From text as sent to a typed value. What is present and does not parse comes out null here and is rejected by
    `stage_checked`: nothing is nulled silently. #}

{#  Blank and the placeholders of payers ('~', '.', 'NULL') are null; anything else is trimmed. Most text has no blanks around it: it is taken
    as it is, which is twice as fast as trimming it. #}
{% macro clean_text(column) -%}
    case
        when not ({{ column }} like ' %' or {{ column }} like '% ')
            then case when {{ column }} not in ('', '~', '.', 'NULL') then {{ column }} end
        when trim({{ column }}) not in ('', '~', '.', 'NULL') then trim({{ column }})
    end
{%- endmacro %}

{#  What counts as "nothing was sent" for a type: dates have placeholders of their own. #}
{% macro is_present(column, type) -%}
    {%- if type in ('date', 'future_date', 'end_date') -%}
        {#- Two short lists: DuckDB turns one long list into a join. #}
        (trim({{ column }}) not in ('', '~', '.', 'NULL')
        and trim({{ column }}) not in ('1000-01-01', '10000101', '00000000', '0000-00-00'))
    {%- elif type == 'ndc11' -%}
        {{ mesh_macros.ndc_status(column) }} not in ('blank', 'placeholder')
    {%- else -%}
        trim({{ column }}) not in ('', '~', '.', 'NULL')
    {%- endif -%}
{%- endmacro %}

{#  type: varchar, integer, decimal(p,s), timestamp,
          code         text that compares in upper case (lots, units of measure)
          date         ISO or YYYYMMDD, from 1900-01-01 to a year after it was received
          future_date  the same without the upper bound (expiry, promised dates)
          end_date     the same; 9999-12-31 means open
          ndc11        a National Drug Code whose text alone tells its 11 digits (R-RX-01)
          [a, b, ...]  a list: one of these texts, upper and lower case as given #}
{% macro parse(column, type) -%}
    {%- if type == 'varchar' -%}
        {{ mesh_macros.clean_text(column) }}
    {%- elif type == 'code' -%}
        upper({{ mesh_macros.clean_text(column) }})
    {%- elif type is not string -%}
        case when trim({{ column }}) in ('{{ type | join("', '") }}') then trim({{ column }}) end
    {%- elif type == 'ndc11' -%}
        {{ mesh_macros.ndc11(column) }}
    {%- elif type == 'integer' -%}
        case when try_cast(trim({{ column }}) as decimal(18, 4)) = try_cast(trim({{ column }}) as integer)
            then try_cast(trim({{ column }}) as integer) end
    {%- elif type == 'timestamp' -%}
        try_cast(replace(trim({{ column }}), 'T', ' ') as timestamp)
    {%- elif type in ('date', 'future_date', 'end_date') -%}
        {%- set parsed -%} {{ mesh_macros.try_date(column) }} {%- endset -%}
        case
            when {{ parsed }} >= date '1900-01-01'
            {%- if type == 'date' %} and {{ parsed }} <= coalesce(cast(received_at as date), date '9998-01-01') + 366 {%- endif %}
                then {{ parsed }}
        end
    {%- else -%}
        try_cast(trim({{ column }}) as {{ type }})
    {%- endif -%}
{%- endmacro %}

{#  The column type in the warehouse. #}
{% macro sql_type(type) -%}
    {{ return('date' if type in ('date', 'future_date', 'end_date') else 'varchar' if type == 'code' else type) }}
{%- endmacro %}
