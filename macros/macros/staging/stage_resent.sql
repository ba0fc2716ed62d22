{#  Of several deliveries of one key the latest file_date counts, then the lowest row number, then the content (so that
    the outcome never depends on the order of arrival). A published message has no row number: behind the rows of files of its
    date, the last one published counts, because the order of messages is their own. The others are `duplicate` when every business column equals
    the kept row, else `superseded`, as is a row that was deleted since. Only keys that occur twice are looked at in full width. #}
{% macro stage_resent(checked, entity, key) -%}
{#  The relation is named twice and not imported, or DuckDB would first copy it in full width. #}
with repeated as (
    select
    {%- for name in key %}
        {{ name }},
    {%- endfor %}
        count(*) as deliveries
    from {{ checked }}
    where reject_reason is null
    group by {{ key | join(', ') }}
    having count(*) > 1
),

deliveries as (
    select
        checked.*,
        {% set content = ["coalesce(checked.event_type, 'upsert')"] %}{% for name in entity %}{% do content.append('checked.' ~ name) %}{% endfor -%}
        md5({{ mesh_macros.joined_text(content) }}) as content_hash
    from {{ checked }} as checked
    inner join repeated
        on {% for name in key -%}
            checked.{{ name }} is not distinct from repeated.{{ name }}{{ ' and ' if not loop.last }}
        {%- endfor %}
    where checked.reject_reason is null
),

ranked as (
    select
        *,
        row_number() over latest_first as delivery_rank,
        first_value(content_hash) over latest_first as kept_content_hash
    from deliveries
    window latest_first as (
        partition by {{ key | join(', ') }}
        order by
            file_date desc nulls last,
            row_number asc nulls last,
            case when row_number is null then event_offset end desc nulls last,
            content_hash asc,
            file_name asc,
            event_offset asc
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
