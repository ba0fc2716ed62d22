select
    s._key,
    'T' || lpad(cast(s.transaction_no as varchar), 10, '0') as transaction_id,
    pharmacy_text(s.pharmacy_no) as pharmacy_id,
    'R' || lpad(cast(s.rx_no as varchar), 8, '0') as rx_number,
    s.fill_number,
    s.fill_date as date_of_service,
    s.transaction_code,
    s.response_status,
    strftime(s.ts, '%Y-%m-%dT%H:%M:%S') as transaction_ts,
    member_text(s.member_no) as member_id,
    npi_text(200000 + pick(s.rx_no, 'prescriber', 400)) as prescriber_npi,
    case
        when s.ndc_status = 'placeholder' then choose(['00000000000', '99999999999'], s.fill_no, 'empty ndc')
        when s.ndc_status = 'invalid_character' then replace(getvariable('drug_native')[s.drug_no], '0', 'O')
        when s.ndc_status = 'unresolved_10' then '1111111111'
        when s.ndc_status = 'invalid_format' then '12345-678-9'
        when u(s.fill_no, 'ndc form') < 0.45 then getvariable('drug_ndc11')[s.drug_no]
        when u(s.fill_no, 'ndc form') < 0.65
            then getvariable('drug_ndc11')[s.drug_no][1:5] || '-' || getvariable('drug_ndc11')[s.drug_no][6:9] || '-'
            || getvariable('drug_ndc11')[s.drug_no][10:11]
        when u(s.fill_no, 'ndc form') < 0.88 then getvariable('drug_native')[s.drug_no]
        when u(s.fill_no, 'ndc form') < 0.91 then replace(getvariable('drug_native')[s.drug_no], '-', ' ')
        else replace(getvariable('drug_native')[s.drug_no], '-', '')
    end as ndc_code,
    s.quantity,
    s.unit as quantity_unit,
    case
        when s.supply_status is null and u(s.fill_no, 'decimal') < 0.01 then s.days_supply || '.0'
        when s.supply_status is null then cast(s.days_supply as varchar)
        when s.supply_status = 'days_supply_zero' then '0'
        when s.supply_status = 'days_supply_negative' then '-' || s.days_supply
        when s.supply_status = 'days_supply_gt_max' then '400'
        when s.supply_status = 'days_supply_not_numeric' then 'abc'
    end as days_supply,
    s.refills_authorized,
    case when s.brand_flag = 1 and u(s.rx_no, 'daw') < 0.1 then 1 else 0 end as daw_code,
    1 as compound_flag,
    case when u(s.rx_no, '340b') < 0.01 then '20' end as submission_clarification_code,
    case when u(s.fill_no, 'lot typed') < 0.02 then lower(s.lot) else s.lot end as lot,
    case when s.has_amounts then money(s.allowed * 140 // 100) end as charge_amount,
    case when s.has_amounts then money(s.allowed) end as allowed_amount,
    case when s.has_amounts then money(s.allowed - s.copay - s.deductible) end as paid_amount,
    case when s.has_amounts then money(s.copay) end as copay_amount,
    case when s.has_amounts then money(s.deductible) end as deductible_amount,
    case when s.response_status = 'P' then cast(s.ts as date) + 14 end as paid_date,
    s.extract_date,
from {source} as s
