{#  Staging, the same for every entity (R-CLM-03):

        in_<entity>            text as sent, all sources
        stg_<entity>_checked   typed; a row that cannot be keyed or typed carries a reject_reason     stage_checked()
        stg_<entity>_resent    rows that another delivery of the same key makes obsolete              stage_resent()
        stg_<entity>           what is left: one row per key                                          stage_kept()

    entity        {name: type} of the business columns, in order
    key           columns that identify a record
    optional_key  key columns that may be null (for instance the vendor of a vendor-less unit of measure)
    required      further columns without which a row is of no use: missing_value
    required_when {column: condition over the columns as sent}: the same for rows that meet the condition #}

{% macro stage_checked(relation, entity, key, optional_key=[], required=[], required_when={}) -%}
{%- set mandatory_key = key | reject('in', optional_key) | list -%}
{%- set parsed_names = [] -%}
{%- for name, type in entity.items() if type not in ('varchar', 'code') -%}
    {%- do parsed_names.append(name) -%}
{%- endfor -%}
with source_rows as (
    select * from {{ relation }}
),

{#  Every value is parsed once, here; whether one was sent at all is asked only where nothing came out. #}
parsed as (
    select
    {%- for name in parsed_names %}
        {{ mesh_macros.parse(name, entity[name]) }} as parsed_{{ name }},
    {%- endfor %}
        *
    from source_rows
),

judged as (
    select
        *,
        case
        {%- for name in mandatory_key + required %}
            when not coalesce({{ mesh_macros.is_present(name, entity[name]) }}, false) then '{{ name }}'
        {%- endfor %}
        {%- for name, condition in required_when.items() %}
            when ({{ condition }}) and not coalesce({{ mesh_macros.is_present(name, entity[name]) }}, false) then '{{ name }}'
        {%- endfor %}
        end as missing_column,
        case
            when 1 = 0 then ''
        {%- for name in parsed_names %}
            when parsed_{{ name }} is null and {{ mesh_macros.is_present(name, entity[name]) }} then '{{ name }}'
        {%- endfor %}
        end as unparsed_column
    from parsed
),

reasoned as (
    select
        *,
        case
            when fault is not null then fault
            when missing_column in ({{ "'" ~ mandatory_key | join("', '") ~ "'" }}) then 'missing_key'
            when missing_column is not null then 'missing_value'
            when unparsed_column is not null then 'type_error'
        end as reject_reason,
        case when fault is null then coalesce(missing_column, unparsed_column) end as reject_column
    from judged
),

typed as (
    select
    {%- for name in mesh_macros.lineage_columns() if name not in ('fault', 'raw_line') %}
        {{ name }},
    {%- endfor %}
    {%- for name, type in entity.items() %}
        {{ 'parsed_' ~ name if name in parsed_names else mesh_macros.parse(name, type) }} as {{ name }},
    {%- endfor %}
        {{ mesh_macros.hash64(['feed', 'file_name', 'row_number', 'event_offset'] + key) }} as record_id,
        reject_reason,
        reject_column,
        case when reject_reason is not null then md5(
            case reject_column
            {%- for name in entity %}
                when '{{ name }}' then {{ name }}
            {%- endfor %}
                else raw_line
            end
        ) end as raw_value_hash,
        case when reject_reason is not null then coalesce(raw_line, {{ mesh_macros.row_json(entity) }}) end as raw_row
    from reasoned
)

select * from typed
{%- endmacro %}
