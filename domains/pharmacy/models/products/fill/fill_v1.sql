with fills as (
    select * from {{ ref('int_fill') }}
    union all
    select * from {{ ref('int_part_d_fill') }}
),

claims as (
    select * from {{ ref('stg_pharmacy_claim') }}
),

codes as (
    select * from {{ ref('int_ndc') }}
),

days_supplies as (
    select * from {{ ref('int_days_supply') }}
),

drugs as (
    select * from {{ ref('drug', v=1) }}
),

crosswalk as (
    select * from {{ ref('members', 'person_crosswalk', v=1) }}
),

described as (
    select
        fills.fill_id,
        fills.pharmacy_id,
        fills.rx_number,
        fills.fill_number,
        fills.date_of_service as fill_date,
        fills.state,
        fills.paid as paid_amount,
        fills.final_transaction_id,
        fills.transaction_count,
        claims.member_id,
        claims.prescriber_npi,
        claims.therapeutic_area,
        claims.quantity,
        claims.quantity_unit,
        claims.refills_authorized,
        claims.daw_code,
        claims.compound_flag,
        claims.submission_clarification_code,
        claims.lot,
        claims.charge_amount,
        claims.allowed_amount,
        claims.copay_amount,
        claims.coinsurance_amount,
        claims.deductible_amount,
        {{ pharmacy.patient_share('claims') }} as patient_paid_amount,
        claims.paid_date,
        claims.data_source,
        {{ mesh_macros.joined_text(['claims.ndc_numeric', 'claims.ndc_code']) }} as ndc_row_id,
        coalesce(claims.days_supply, '') as days_supply_row_id
    from fills
    inner join claims
        on fills.described_by = claims.transaction_id
),

fill as (
    select
        described.fill_id,
        coalesce(crosswalk.person_id, described.member_id) as person_id,
        described.member_id,
        described.pharmacy_id,
        described.prescriber_npi,
        described.rx_number,
        described.fill_number,
        described.fill_date,
        codes.ndc11,
        codes.ndc9,
        codes.status as ndc_status,
        drugs.product_name,
        drugs.ingredients,
        described.therapeutic_area,
        described.quantity,
        described.quantity_unit,
        days_supplies.days_supply_clean,
        days_supplies.reason as days_supply_reason,
        described.refills_authorized,
        described.daw_code,
        described.compound_flag,
        described.submission_clarification_code,
        described.lot,
        described.state,
        {%- for amount in [
            'charge_amount', 'allowed_amount', 'paid_amount', 'patient_paid_amount', 'copay_amount', 'coinsurance_amount',
            'deductible_amount',
        ] %}
        cast(case when described.state = 'active' then described.{{ amount }} else 0 end as decimal(18, 2)) as {{ amount }},
        {%- endfor %}
        described.paid_date,
        described.final_transaction_id,
        described.transaction_count,
        described.data_source
    from described
    inner join codes
        on described.ndc_row_id = codes.row_id
    inner join days_supplies
        on described.days_supply_row_id = days_supplies.row_id
    left join drugs
        on codes.ndc11 = drugs.ndc11
    left join crosswalk
        on described.member_id = crosswalk.member_id
)

select * from fill
