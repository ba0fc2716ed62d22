{{ config(materialized='view') }}

{#  Diagnoses as sent, one row each: those of the claim by position, the admitting one, and those of single lines. #}
with standing as (
    select * from {{ ref('int_claim_standing') }}
    where final_status in ('paid', 'denied')
),

header as (
    select * from {{ ref('int_claim_header') }}
),

lines as (
    select * from {{ ref('int_claim_line') }}
    where line_diagnosis_code is not null
),

claims as (
    select
        standing.family_id,
        standing.person_id,
        standing.claim_start_date as service_date,
        header.*
    from standing
    inner join header
        on standing.version_key = header.version_key
),

claim_diagnoses as (
    {%- for level, position, column in claims.diagnosis_columns() %}
    select
        family_id,
        '{{ level }}' as diagnosis_level,
        {{ position }} as diagnosis_position,
        {{ column }} as raw_code,
        diagnosis_code_type as code_type_raw,
        service_date,
        person_id,
        data_source
    from claims
    where {{ column }} is not null
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

line_diagnoses as (
    select
        standing.family_id,
        'line' as diagnosis_level,
        lines.line as diagnosis_position,
        lines.line_diagnosis_code as raw_code,
        lines.diagnosis_code_type as code_type_raw,
        standing.claim_start_date as service_date,
        standing.person_id,
        lines.data_source
    from lines
    inner join standing
        on lines.version_key = standing.version_key
),

diagnoses as (
    select * from claim_diagnoses
    union all
    select * from line_diagnoses
),

diagnosis_raw as (
    select
        *,
        family_id || '|' || diagnosis_level || '|' || cast(diagnosis_position as varchar) as row_id
    from diagnoses
)

select * from diagnosis_raw
