{#  Lines of delta claims, summed over their entries. One row per claim and line; record_id names the row that describes it. #}
with lines as (
    select * from {{ ref('int_claim_amount') }}
    where adjustment_style = 'delta'
),

entries as (
    select * from {{ ref('int_claim_entry') }}
),

standing as (
    select * from {{ ref('int_delta_state') }}
),

ranked as (
    select
        lines.*,
        standing.family_id,
        standing.version_key as standing_version_key,
        row_number() over (
            partition by standing.family_id, lines.line
            order by
                case when entries.version_key = standing.version_key then 0 else 1 end asc,
                entries.posting_date desc nulls last,
                entries.entry_type asc,
                lines.record_id asc
        ) as line_rank
    from lines
    inner join entries
        on lines.version_key = entries.version_key
    inner join standing
        on entries.family_id = standing.family_id
),

delta_line as (
    select
        family_id,
        line,
        max(standing_version_key) as standing_version_key,
        max(case when line_rank = 1 then record_id end) as record_id,
        min(case when is_denied then 1 else 0 end) = 1 as is_denied,
        case
            when min(case when is_denied then 1 else 0 end) = 1 then 'denied'
            when max(case when allowed_source = 'derived' then 1 else 0 end) = 1 then 'derived'
            else 'reported'
        end as allowed_source,
        {%- for name, type in claims.summed_amounts().items() %}
        cast(sum({{ name }}) as {{ type }}) as {{ name }},
        {%- endfor %}
        max(identity_error) as identity_error
    from ranked
    group by family_id, line
)

select * from delta_line
