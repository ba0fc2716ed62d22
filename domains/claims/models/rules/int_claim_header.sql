{#  One row per claim version. Amounts and dates of service come from all lines, everything else from the first line. #}
with lines as (
    select * from {{ ref('int_claim_amount') }}
),

first_line as (
    select * from {{ ref('int_claim_line') }}
),

totals as (
    select
        version_key,
        count(*) as n_lines,
        count(*) filter (where not is_denied) as n_lines_not_denied,
        coalesce(min(claim_start_date), min(admission_date)) as claim_start_date,
        coalesce(max(claim_end_date), max(discharge_date), max(claim_start_date)) as claim_end_date,
        min(admission_date) as admission_date,
        max(discharge_date) as discharge_date,
        max(adjudication_date) as adjudication_date,
        max(received_date) as received_date,
        max(header_paid) as header_paid,
        cast(coalesce(sum(paid_amount), 0) as decimal(18, 2)) as paid_amount,
        cast(coalesce(sum(allowed_amount), 0) as decimal(18, 2)) as allowed_amount,
        cast(coalesce(sum(charge), 0) as decimal(18, 2)) as charge,
        cast(coalesce(sum(copay), 0) as decimal(18, 2)) as copay,
        cast(coalesce(sum(coinsurance), 0) as decimal(18, 2)) as coinsurance,
        cast(coalesce(sum(deductible), 0) as decimal(18, 2)) as deductible,
        cast(coalesce(sum(cob), 0) as decimal(18, 2)) as cob,
        {{ mesh_macros.value_at_least('record_id', 'line') }} as first_record_id
    from lines
    group by version_key
),

claim_header as (
    select
        totals.version_key,
        first_line.data_source,
        first_line.feed,
        first_line.adjustment_style,
        first_line.claim_id,
        first_line.original_claim_id,
        first_line.frequency_code,
        first_line.transaction_type,
        first_line.natural_key,
        first_line.claim_status_code,
        case
            when first_line.claim_status_code in ('denied', '4') or totals.n_lines_not_denied = 0 then 'denied'
            else 'paid'
        end as claim_status,
        first_line.claim_type,
        first_line.member_id,
        first_line.payer,
        first_line.plan,
        totals.claim_start_date,
        totals.claim_end_date,
        coalesce(first_line.admission_date, totals.admission_date) as admission_date,
        coalesce(first_line.discharge_date, totals.discharge_date) as discharge_date,
        {#  A feed without adjudication dates still needs an order and a day of posting. #}
        coalesce(totals.adjudication_date, totals.received_date, totals.claim_end_date) as adjudication_date,
        first_line.admit_type_code,
        first_line.admit_source_code,
        first_line.patient_status,
        first_line.pos,
        first_line.bill_type,
        first_line.drg_code,
        first_line.billing_npi,
        first_line.rendering_npi,
        first_line.facility_id,
        cast(totals.n_lines as integer) as n_lines,
        totals.header_paid,
        totals.paid_amount,
        totals.allowed_amount,
        totals.charge,
        totals.copay,
        totals.coinsurance,
        totals.deductible,
        totals.cob,
        first_line.diagnosis_code_type,
        {%- for position in range(1, claims.diagnosis_positions() + 1) %}
        first_line.diagnosis_code_{{ position }},
        {%- endfor %}
        first_line.admitting_diagnosis_code,
        first_line.procedure_code_type,
        first_line.procedure_codes
    from totals
    inner join first_line
        on totals.first_record_id = first_line.record_id
)

select * from claim_header
