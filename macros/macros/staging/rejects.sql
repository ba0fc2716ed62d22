{#  The body of <domain>_rejects: every row of every feed that no product uses, with rule, reason, file and row.

    entities       names of staged entities (stg_<entity>_checked and stg_<entity>_resent are read)
    rule_rejects   relations with record_id, rule_id, reason: rows that were well formed but that a rule refuses;
                   each with the staged entity that the record_id belongs to: [(relation, entity), ...] #}
{% macro rejects(entities, rule_rejects=[]) -%}
with
{%- for entity in entities %}
malformed_{{ entity }} as (
    select
        data_source,
        feed,
        file_name,
        row_number,
        event_offset,
        'R-CLM-03' as rule_id,
        reject_reason as reason,
        reject_column as column_name,
        raw_value_hash,
        raw_row
    from {{ ref('stg_' ~ entity ~ '_checked') }}
    where
        reject_reason is not null
        and coalesce(event_type, 'upsert') <> 'delete'
),

resent_{{ entity }} as (
    select
        data_source,
        feed,
        file_name,
        row_number,
        event_offset,
        'R-CLM-03' as rule_id,
        reject_reason as reason,
        cast(null as varchar) as column_name,
        cast(null as varchar) as raw_value_hash,
        raw_row
    from {{ ref('stg_' ~ entity ~ '_resent') }}
    where coalesce(event_type, 'upsert') <> 'delete'
),
{% endfor %}
{%- for relation, entity in rule_rejects %}
refused_{{ loop.index }} as (
    select
        staged.data_source,
        staged.feed,
        staged.file_name,
        staged.row_number,
        staged.event_offset,
        refused.rule_id,
        refused.reason,
        cast(null as varchar) as column_name,
        cast(null as varchar) as raw_value_hash,
        {{ mesh_macros.row_json(['staged']) }} as raw_row
    from {{ relation }} as refused
    inner join {{ ref('stg_' ~ entity) }} as staged
        on refused.record_id = staged.record_id
),
{% endfor %}
all_rejects as (
{%- for entity in entities %}
    select * from malformed_{{ entity }}
    union all
    select * from resent_{{ entity }}
    {{ 'union all' if not loop.last or rule_rejects }}
{%- endfor %}
{%- for refused in rule_rejects %}
    select * from refused_{{ loop.index }}
    {{ 'union all' if not loop.last }}
{%- endfor %}
)

select * from all_rejects
{%- endmacro %}
