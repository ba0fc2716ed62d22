{{ config(materialized='view') }}

{#  Diagnoses as sent, one row each: those of the claim by position, the admitting one, those of single lines, and those that come
    as rows of their own. #}
with header as (
    select * from {{ ref('int_claim_header') }}
),

lines as (
    select * from {{ ref('int_claim_line') }}
),

codes as (
    select * from {{ ref('int_claim_code') }}
),

standing as (
    select * from {{ ref('int_claim_standing') }}
    where final_claim_id is not null
),

sent as (
    {%- for level, position, column in claims.diagnosis_columns() %}
    select
        version_key,
        '{{ level }}' as diagnosis_level,
        {{ position }} as diagnosis_position,
        {{ column }} as raw_code,
        diagnosis_code_type as code_type_raw,
        data_source
    from header
    where {{ column }} is not null
    union all
    {%- endfor %}
    select
        version_key,
        'line' as diagnosis_level,
        line as diagnosis_position,
        line_diagnosis_code as raw_code,
        diagnosis_code_type as code_type_raw,
        data_source
    from lines
    where line_diagnosis_code is not null
    union all
    select
        header.version_key,
        codes.diagnosis_level,
        codes.diagnosis_position,
        codes.raw_code,
        codes.code_type_raw,
        codes.data_source
    from codes
    inner join header
        on codes.claim_id = header.claim_id
),

diagnosis_raw as (
    select
        standing.family_id || '|' || sent.diagnosis_level || '|' || cast(sent.diagnosis_position as varchar) as row_id,
        standing.family_id,
        standing.person_id,
        standing.claim_start_date as service_date,
        standing.claim_end_date,
        sent.diagnosis_level,
        sent.diagnosis_position,
        sent.raw_code,
        sent.code_type_raw,
        sent.data_source
    from sent
    inner join standing
        on sent.version_key = standing.version_key
)

select * from diagnosis_raw
