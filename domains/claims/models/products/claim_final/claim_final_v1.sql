{#  Only what stands has amounts; a void claim keeps its description and adds nothing. #}
with standing as (
    select * from {{ ref('int_claim_standing') }}
),

header as (
    select * from {{ ref('int_claim_header') }}
),

{#  What stands of a claim with differences is the sum of all its entries. #}
delta as (
    select * from {{ ref('int_delta_amount') }}
),

covid as (
    select * from {{ ref('int_covid_claim') }}
),

claim_final as (
    select
        standing.family_id,
        standing.final_claim_id,
        standing.final_status,
        standing.counted_claims,
        standing.person_id,
        standing.member_id,
        header.payer,
        header.plan,
        header.claim_type,
        standing.setting,
        standing.ed_flag,
        standing.claim_start_date,
        standing.claim_end_date,
        header.admission_date,
        header.discharge_date,
        header.admit_type_code,
        header.admit_source_code,
        header.patient_status as discharge_disposition_code,
        header.bill_type as bill_type_code,
        header.drg_code,
        header.billing_npi,
        header.rendering_npi,
        header.facility_id,
        coalesce(delta.n_lines, header.n_lines) as n_lines,
        standing.paid as paid_amount,
        {{ claims.negative_paid_flag('standing.paid') }} as negative_paid_flag,
        standing.net_paid as net_paid_amount,
        {%- for column, name in {
            'allowed_amount': 'allowed_amount',
            'charge': 'charge_amount',
            'copay': 'copay_amount',
            'coinsurance': 'coinsurance_amount',
            'deductible': 'deductible_amount',
            'cob': 'other_payer_amount',
        }.items() %}
        cast(
            case when standing.final_claim_id is not null then coalesce(delta.{{ column }}, header.{{ column }}) else 0 end
            as decimal(18, 2)
        ) as {{ name }},
        {%- endfor %}
        coalesce(covid.confirmed, 0) as covid_confirmed,
        coalesce(covid.exposure, 0) as covid_exposure,
        coalesce(covid.history, 0) as covid_history,
        coalesce(covid.post_covid, 0) as post_covid,
        covid.dq_note as covid_note,
        standing.n_versions,
        standing.orphan_flag,
        standing.first_adjudication_date,
        standing.last_adjudication_date,
        header.adjustment_style,
        header.data_source,
        header.feed
    from standing
    inner join header
        on standing.version_key = header.version_key
    left join delta
        on standing.family_id = delta.family_id
    left join covid
        on standing.family_id = covid.claim_id
)

select * from claim_final
