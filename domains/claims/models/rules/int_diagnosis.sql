{{ config(materialized='view') }}

with sent as (
    select * from {{ ref('int_diagnosis_raw') }}
),

cleaned as (
    select
        *,
        {{ mesh_macros.icd_code('raw_code') }} as clean_code,
        {{ mesh_macros.icd_code_type('code_type_raw', 'service_date') }} as code_type
    from sent
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

diagnosis as (
    select
        row_id,
        family_id,
        diagnosis_level,
        diagnosis_position,
        person_id,
        service_date,
        claim_end_date,
        data_source,
        raw_code,
        code_type,
        case when reason is null then clean_code end as code,
        case when reason is null then {{ mesh_macros.icd_display('clean_code', 'code_type') }} end as display,
        reason
    from judged
)

select * from diagnosis
