{{ config(materialized='view') }}

{#  A code is judged once, however many claims carry it: there are thousands of codes and millions of diagnoses. The join below is
    a left one, though every row has its code there: with an inner join DuckDB would judge every row before it looks for codes. #}
with sent as (
    select
        *,
        {{ mesh_macros.icd_code_type('code_type_raw', 'service_date') }} as code_type
    from {{ ref('int_diagnosis_raw') }}
),

codes as (
    select distinct
        raw_code,
        code_type
    from sent
),

cleaned as (
    select
        *,
        {{ mesh_macros.icd_code('raw_code') }} as clean_code
    from codes
),

judged as (
    select
        *,
        case
            when clean_code is null then 'icd_blank'
            when not {{ mesh_macros.icd_has_form('clean_code', 'code_type') }} then 'icd_pattern'
        end as reason
    from cleaned
),

formed as (
    select
        *,
        case when reason is null then clean_code end as code,
        case when reason is null then {{ mesh_macros.icd_display('clean_code', 'code_type') }} end as display
    from judged
),

diagnosis as (
    select
        sent.row_id,
        sent.family_id,
        sent.diagnosis_level,
        sent.diagnosis_position,
        sent.person_id,
        sent.service_date,
        sent.claim_end_date,
        sent.data_source,
        sent.raw_code,
        sent.code_type,
        formed.code,
        formed.display,
        formed.reason
    from sent
    left join formed
        on sent.raw_code is not distinct from formed.raw_code and sent.code_type = formed.code_type
)

select * from diagnosis
