with lines as (
    select * from {{ ref('int_claim_amount') }}
),

standing as (
    select * from {{ ref('int_claim_standing') }}
    where final_claim_id is not null
),

{#  A line of a claim with differences: one row describes it, all its rows add up to its amounts. #}
delta as (
    select * from {{ ref('int_delta_line') }}
),

telehealth as (
    select * from {{ ref('int_telehealth_line') }}
    where telehealth_related = 1
),

claim_line_final as (
    select
        standing.family_id,
        lines.line as claim_line_number,
        lines.claim_id,
        standing.final_status,
        standing.person_id,
        lines.member_id,
        lines.payer,
        lines.plan,
        lines.claim_type,
        standing.setting,
        standing.ed_flag,
        case when coalesce(delta.is_denied, lines.is_denied) then 'denied' else 'paid' end as line_status,
        lines.denial_reason_code,
        standing.claim_start_date,
        standing.claim_end_date,
        coalesce(lines.line_start_date, lines.claim_start_date, standing.claim_start_date) as service_start_date,
        coalesce(lines.line_end_date, lines.claim_end_date, standing.claim_end_date) as service_end_date,
        lines.pos as place_of_service_code,
        lines.bill_type as bill_type_code,
        lines.revenue_code as revenue_center_code,
        lines.hcpcs_code,
        lines.hcpcs_modifier_1,
        lines.hcpcs_modifier_2,
        lines.hcpcs_modifier_3,
        lines.hcpcs_modifier_4,
        lines.hcpcs_modifier_5,
        coalesce(delta.service_quantity, lines.service_quantity) as service_quantity,
        coalesce(telehealth.telehealth_flag, 0) as telehealth_flag,
        coalesce(telehealth.telehealth_related, 0) as telehealth_related,
        telehealth.modality as telehealth_modality,
        telehealth.dq_note as telehealth_note,
        lines.billing_npi,
        lines.rendering_npi,
        lines.facility_id,
        lines.in_network_flag,
        coalesce(delta.paid_amount, lines.paid_amount) as paid_amount,
        coalesce(delta.allowed_amount, lines.allowed_amount) as allowed_amount,
        coalesce(delta.allowed_source, lines.allowed_source) as allowed_source,
        coalesce(delta.identity_error, lines.identity_error) as identity_error,
        coalesce(delta.charge, lines.charge) as charge_amount,
        coalesce(delta.copay, lines.copay) as copay_amount,
        coalesce(delta.coinsurance, lines.coinsurance) as coinsurance_amount,
        coalesce(delta.deductible, lines.deductible) as deductible_amount,
        coalesce(delta.cob, lines.cob) as other_payer_amount,
        lines.data_source,
        lines.feed
    from lines
    left join delta
        on lines.record_id = delta.record_id
    left join telehealth
        on lines.record_id = telehealth.record_id
    inner join standing
        on coalesce(delta.standing_version_key, lines.version_key) = standing.version_key
    where lines.adjustment_style <> 'delta' or delta.record_id is not null
)

select * from claim_line_final
