select
    s._key,
    case s.style
        when 'replace' then 'A' || lpad(cast(s.version_no as varchar), 11, '0')
        when 'reverse' then 'B' || lpad(cast(s.claim_no as varchar), 11, '0')
        else 'C' || lpad(cast(s.claim_no as varchar), 11, '0')
    end as claim_id,
    s.line_no as claim_line_number,
    getvariable('kind_claim_type')[s.kind_no] as claim_type,
    case
        when s.style = 'replace' then 'A' || lpad(cast(s.claim_no * 8 + s.ref_step as varchar), 11, '0')
    end as original_claim_id,
    case when s.style = 'reverse' then 1 else s.frequency end as frequency_code,
    case s.frequency when 1 then 'original' when 8 then 'void' else 'adjustment' end as transaction_type,
    case when s.style = 'reverse' then cast(s.frequency as varchar) else s.status end as claim_status_code,
    case when s.is_denied then 'denied' else 'paid' end as line_status,
    member_text(s.member_no) as member_id,
    getvariable('plan_payer')[s.plan_no] as payer,
    getvariable('plan_name')[s.plan_no] as plan,
    s.d_from as claim_start_date,
    s.d_thru as claim_end_date,
    s.admit as admission_date,
    s.discharge as discharge_date,
    s.disposition as discharge_disposition_code,
    case
        when getvariable('kind_name')[s.kind_no] = 'telehealth'
            then choose(['10', '10', '10', '02', '02', '11'], s.claim_no, 'place')
        else getvariable('kind_place')[s.kind_no]
    end as place_of_service_code,
    case when s.facility_no % 2 = 0 then '0' else '' end || getvariable('kind_bill_type')[s.kind_no] || case
        when s.bill_frequency > 1 or s.style <> 'replace' or s.frequency = 1 then s.bill_frequency
        else s.frequency
    end as bill_type_code,
    case
        when getvariable('kind_name')[s.kind_no] = 'inpatient'
            then choose(getvariable('drg_code'), s.claim_no // 64, 'drg')
    end as drg_code,
    getvariable('line_revenue')[s.item_no] as revenue_center_code,
    getvariable('line_hcpcs')[s.item_no] as hcpcs_code,
    case
        when telehealth_place(s.style, s.kind_no, s.line_no, s.claim_no) = 1 then telehealth_modifier(s.claim_no)
        when telehealth_place(s.style, s.kind_no, s.line_no, s.claim_no) > 1 then '25'
        when getvariable('kind_name')[s.kind_no] = 'equipment' then 'NU'
    end as hcpcs_modifier_1,
    case when getvariable('kind_name')[s.kind_no] = 'covid_visit' and s.line_no = 1 then 'CS' end as hcpcs_modifier_2,
    case
        when telehealth_place(s.style, s.kind_no, s.line_no, s.claim_no) = 3 then telehealth_modifier(s.claim_no)
    end as hcpcs_modifier_3,
    case
        when telehealth_place(s.style, s.kind_no, s.line_no, s.claim_no) = 4 then telehealth_modifier(s.claim_no)
    end as hcpcs_modifier_4,
    s.units as service_quantity,
    npi_text(1000 + s.facility_no) as billing_npi,
    case
        when getvariable('kind_claim_type')[s.kind_no] = 'professional'
            then npi_text(200000 + pick(s.claim_no, 'doctor', 400))
    end as rendering_npi,
    case
        when getvariable('kind_claim_type')[s.kind_no] = 'institutional'
            then 'F' || lpad(cast(s.facility_no as varchar), 3, '0')
    end as facility_id,
    s.adjudicated as adjudication_date,
    s.base_date - 4 as received_date,
    money(s.charge) as charge_amount,
    case
        when u(s.line_id, 'no allowed') < 0.03 and not s.is_denied then null
        when u(s.line_id, 'odd allowed') < 0.003 and not s.is_denied then money(s.allow + s.sign * 500)
        else money(s.allow)
    end as allowed_amount,
    money(s.paid) as paid_amount,
    money(s.copay) as copay_amount,
    money(s.coinsurance) as coinsurance_amount,
    money(s.deductible) as deductible_amount,
    money(s.other_payer) as other_payer_amount,
    money(s.header_paid) as header_paid_amount,
    choose(['ABK', 'ABK', 'ABK', 'ABF', '10', 'ICD-10-CM', '0', null], s.claim_no, 'qualifier') as diagnosis_code_type,
    dx_text(getvariable('dx_code')[s.dx_1], s.claim_no) as diagnosis_code_1,
    dx_text(getvariable('dx_code')[s.dx_2], s.claim_no) as diagnosis_code_2,
    dx_text(getvariable('dx_code')[s.dx_3], s.claim_no) as diagnosis_code_3,
    dx_text(getvariable('dx_code')[s.dx_4], s.claim_no) as diagnosis_code_4,
    case
        when u(s.claim_no, 'odd code') < 0.002 then '~'
        when u(s.claim_no, 'odd code') < 0.003 then '99'
        else dx_text(getvariable('dx_code')[s.dx_5], s.claim_no)
    end as diagnosis_code_5,
    case when procedures(s.kind_no, s.claim_no) > 0 then choose(['0', '0', 'icd-10-pcs', null], s.claim_no, 'qualifier') end
        as procedure_code_type,
    case when procedures(s.kind_no, s.claim_no) >= 1 then procedure_text(s.claim_no, 1) end as procedure_code_1,
    case when procedures(s.kind_no, s.claim_no) >= 1 then procedure_day(s.claim_no, 1, s.d_from, s.d_thru) end as procedure_date_1,
    case when procedures(s.kind_no, s.claim_no) >= 2 then procedure_text(s.claim_no, 2) end as procedure_code_2,
    case when procedures(s.kind_no, s.claim_no) >= 2 then procedure_day(s.claim_no, 2, s.d_from, s.d_thru) end as procedure_date_2,
    case when u(s.claim_no, 'network') < 0.94 then 1 else 0 end as in_network_flag,
    s.extract_date,
from {source} as s
