{#  Staging, the same for every entity (R-CLM-03):

        in_<entity>            text as sent, all sources
        stg_<entity>_checked   typed; a row that cannot be keyed or typed carries a reject_reason     stage_checked()
        stg_<entity>_resent    rows that another delivery of the same key makes obsolete              stage_resent()
        stg_<entity>           what is left: one row per key                                          stage_kept()

    entity        {name: type} of the business columns, in order
    key           columns that identify a record
    optional_key  key columns that may be null (for instance the vendor of a vendor-less unit of measure)
    required      further columns without which a row is of no use: missing_value #}

{% macro stage_checked(relation, entity, key, optional_key=[], required=[]) -%}
{%- set mandatory_key = key | reject('in', optional_key) | list -%}
with source_rows as (
    select * from {{ relation }}
),

judged as (
    select
        *,
        case
        {%- for name in mandatory_key + required %}
            when not coalesce({{ mesh_macros.is_present(name, entity[name]) }}, false) then '{{ name }}'
        {%- endfor %}
        end as missing_column,
        case
        {%- for name, type in entity.items() if type != 'varchar' %}
            when {{ mesh_macros.is_present(name, type) }} and {{ mesh_macros.parse(name, type) }} is null then '{{ name }}'
        {%- endfor %}
        end as unparsed_column
    from source_rows
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
        {{ mesh_macros.parse(name, type) }} as {{ name }},
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


{#  Of several deliveries of one key the latest file_date counts, then the lowest row number, then the content (so that
    the outcome never depends on the order of arrival). The others are `duplicate` when every business column equals
    the kept row, else `superseded`. Only keys that occur twice are looked at in full width. #}
{% macro stage_resent(checked, entity, key) -%}
with checked as (
    select * from {{ checked }}
    where reject_reason is null
),

repeated as (
    select
    {%- for name in key %}
        {{ name }},
    {%- endfor %}
        count(*) as deliveries
    from checked
    group by {{ key | join(', ') }}
    having count(*) > 1
),

deliveries as (
    select
        checked.*,
        {% set qualified_columns = [] %}{% for name in entity %}{% do qualified_columns.append('checked.' ~ name) %}{% endfor -%}
        md5({{ mesh_macros.joined_text(qualified_columns) }}) as content_hash
    from checked
    inner join repeated
        on {% for name in key -%}
            checked.{{ name }} is not distinct from repeated.{{ name }}{{ ' and ' if not loop.last }}
        {%- endfor %}
),

ranked as (
    select
        *,
        row_number() over latest_first as delivery_rank,
        first_value(content_hash) over latest_first as kept_content_hash
    from deliveries
    window latest_first as (
        partition by {{ key | join(', ') }}
        order by file_date desc nulls last, row_number asc, content_hash asc, file_name asc, event_offset asc
    )
),

resent as (
    select
    {%- for name in mesh_macros.lineage_columns() if name not in ('fault', 'raw_line') %}
        {{ name }},
    {%- endfor %}
    {%- for name in key %}
        {{ name }},
    {%- endfor %}
        record_id,
        case when content_hash = kept_content_hash then 'duplicate' else 'superseded' end as reject_reason,
        {{ mesh_macros.row_json(entity) }} as raw_row
    from ranked
    where delivery_rank > 1
)

select * from resent
{%- endmacro %}


{#  One row per key: checked rows without a fault that no other delivery replaces, and that were not deleted since. #}
{% macro stage_kept(checked, resent, entity) -%}
with checked as (
    select * from {{ checked }}
),

resent as (
    select * from {{ resent }}
),

kept as (
    select
    {%- for name in mesh_macros.lineage_columns() if name not in ('fault', 'raw_line') %}
        checked.{{ name }},
    {%- endfor %}
    {%- for name in entity %}
        checked.{{ name }},
    {%- endfor %}
        checked.record_id
    from checked
    left join resent
        on checked.record_id = resent.record_id
    where
        checked.reject_reason is null
        and resent.record_id is null
        and coalesce(checked.event_type, 'upsert') <> 'delete'
)

select * from kept
{%- endmacro %}
