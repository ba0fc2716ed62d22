{{ config(materialized='view') }}

{#  Procedures of the claims that stand, as sent, one row each: those of the claim by position, whether they come beside its
    lines or as rows of their own, and the service of each line. #}
with header as (
    select * from {{ ref('int_claim_header') }}
),

codes as (
    select * from {{ ref('stg_claim_code') }}
    where code_level = 'procedure'
),

standing as (
    select * from {{ ref('int_claim_standing') }}
    where final_claim_id is not null
),

lines as (
    select * from {{ ref('claim_line_final', v=1) }}
    where hcpcs_code is not null
),

packed as (
    select
        version_key,
        rendering_npi,
        data_source,
        procedure_code_type,
        {{ mesh_macros.numbered_items('procedure_codes', '|') }} as slot
    from header
    where procedure_codes is not null
),

sent as (
    select
        packed.version_key,
        packed.slot.number as procedure_position,
        nullif(split_part(packed.slot.item, '@', 1), '') as raw_code,
        nullif(split_part(packed.slot.item, '@', 2), '') as raw_date,
        packed.procedure_code_type as code_type_raw,
        packed.rendering_npi,
        packed.data_source
    from packed
    where packed.slot.item <> '@'
    union all
    select
        header.version_key,
        codes.code_position as procedure_position,
        codes.code as raw_code,
        cast(codes.code_date as varchar) as raw_date,
        codes.code_type as code_type_raw,
        header.rendering_npi,
        header.data_source
    from codes
    inner join header
        on codes.claim_id = header.claim_id
),

procedure_raw as (
    select
        standing.family_id,
        'header' as procedure_level,
        sent.procedure_position,
        standing.person_id,
        standing.claim_start_date as first_day,
        sent.raw_date,
        sent.raw_code,
        sent.code_type_raw,
        cast(null as varchar) as revenue_code,
        standing.counted_claims as counted_procedures,
        cast(null as decimal(18, 4)) as service_quantity,
        sent.rendering_npi,
        sent.data_source
    from sent
    inner join standing
        on sent.version_key = standing.version_key
    union all
    select
        family_id,
        'line' as procedure_level,
        claim_line_number as procedure_position,
        person_id,
        service_start_date as first_day,
        null as raw_date,
        hcpcs_code as raw_code,
        'hcpcs' as code_type_raw,
        revenue_center_code as revenue_code,
        case when final_status in ('paid', 'paid_zero') and line_status = 'paid' then 1 else 0 end as counted_procedures,
        service_quantity,
        rendering_npi,
        data_source
    from lines
)

select * from procedure_raw
