{{ config(materialized='view') }}

with sent as (
    select * from {{ ref('int_procedure_raw') }}
),

cleaned as (
    select
        *,
        {{ mesh_macros.icd_code('raw_code') }} as clean_code,
        {{ mesh_macros.parse('raw_date', 'future_date') }} as procedure_date
    from sent
),

typed as (
    select
        *,
        case
            when procedure_level = 'header' then {{ claims.procedure_code_type('code_type_raw', 'clean_code') }}
            when {{ mesh_macros.zero_padded('revenue_code', 4) }} in ('0022', '0023', '0024') then 'hipps'
            else 'hcpcs'
        end as code_type
    from cleaned
),

judged as (
    select
        *,
        case
            when clean_code is null then 'code_blank'
            when not {{ claims.procedure_has_form('clean_code', 'code_type') }} then 'code_pattern'
            when procedure_date is null and {{ mesh_macros.is_present('raw_date', 'future_date') }} then 'date_type'
        end as reason
    from typed
),

claim_procedure as (
    select
        family_id,
        procedure_level,
        procedure_position,
        person_id,
        coalesce(procedure_date, first_day) as service_date,
        case
            when procedure_date is not null then 'procedure'
            when procedure_level = 'line' then 'line'
            else 'claim'
        end as date_level,
        code_type,
        raw_code,
        case when reason is null then clean_code end as code,
        reason,
        counted_procedures,
        service_quantity,
        rendering_npi,
        data_source
    from judged
)

select * from claim_procedure
