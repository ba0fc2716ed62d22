with lines as (
    select * from {{ ref('int_claim_amount') }}
),

standing as (
    select * from {{ ref('int_claim_standing') }}
    where final_claim_id is not null
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
        case when lines.is_denied then 'denied' else 'paid' end as line_status,
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
        lines.service_quantity,
        lines.billing_npi,
        lines.rendering_npi,
        lines.facility_id,
        lines.in_network_flag,
        lines.paid_amount,
        lines.allowed_amount,
        lines.allowed_source,
        lines.identity_error,
        lines.charge as charge_amount,
        lines.copay as copay_amount,
        lines.coinsurance as coinsurance_amount,
        lines.deductible as deductible_amount,
        lines.cob as other_payer_amount,
        lines.data_source,
        lines.feed
    from lines
    inner join standing
        on lines.version_key = standing.version_key
)

select * from claim_line_final
