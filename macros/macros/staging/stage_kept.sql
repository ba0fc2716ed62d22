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
