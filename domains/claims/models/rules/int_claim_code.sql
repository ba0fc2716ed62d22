{{ config(materialized='view') }}

{#  Diagnoses that are sent as rows of their own. The principal diagnosis and the first external cause are mostly sent twice: they
    count where position 1 is not there. #}
with codes as (
    select * from {{ ref('stg_claim_code') }}
    where code_level <> 'procedure'
),

levelled as (
    select
        *,
        case code_level
            when 'principal' then 'header'
            when 'external_first' then 'external'
            else code_level
        end as diagnosis_level,
        case when code_level in ('principal', 'external_first') then 2 else 1 end as preference
    from codes
),

ranked as (
    select
        *,
        row_number() over (partition by claim_id, diagnosis_level, code_position order by preference) as place
    from levelled
),

claim_code as (
    select
        claim_id,
        diagnosis_level,
        code_position as diagnosis_position,
        code as raw_code,
        code_type as code_type_raw,
        data_source
    from ranked
    where place = 1
)

select * from claim_code
