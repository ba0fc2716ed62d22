{{ config(materialized='view') }}

{#  Amounts of delta claims, summed over their entries. One row per claim. #}
with lines as (
    select * from {{ ref('int_claim_amount') }}
    where adjustment_style = 'delta'
),

entries as (
    select * from {{ ref('int_claim_entry') }}
),

delta_amount as (
    select
        entries.family_id,
        {%- for name, type in claims.summed_amounts().items() %}
        cast(coalesce(sum(lines.{{ name }}), 0) as {{ type }}) as {{ name }},
        {%- endfor %}
        cast(count(distinct lines.line) as integer) as n_lines
    from lines
    inner join entries
        on lines.version_key = entries.version_key
    group by entries.family_id
)

select * from delta_amount
