{#  A prescription drug event, put together from its three tables. The drug's cost is what its parts add up to. #}
with feed as (
    select * from {{ source('raw_pharmacy', 'idr_drug_line') }}
),

drug_claims as (
    select * from {{ ref('stg_drug_claim') }}
),

drug_claim_lines as (
    select * from {{ ref('stg_drug_claim_line') }}
),

named as (
    select
        *,
        {{ mesh_macros.idr_claim_id() }} as claim_id
    from feed
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ pharmacy.idr_event_id('named.claim_id', 'named.CLM_LINE_NUM') }} as transaction_id,
        drug_claims.member_id,
        drug_claims.pharmacy_id,
        drug_claims.prescriber_npi,
        drug_claim_lines.rx_number,
        named.CLM_LINE_RX_FILL_NUM as fill_number,
        drug_claim_lines.date_of_service,
        named.CLM_DSPNSNG_STUS_CD as dispensing_status,
        drug_claims.adjustment_type,
        drug_claims.final_action,
        drug_claims.effective_date,
        named._adjustment_style as adjustment_style,
        drug_claim_lines.ndc_code,
        cast(named._ndc_numeric as varchar) as ndc_numeric,
        drug_claim_lines.quantity,
        drug_claim_lines.quantity_unit,
        named.CLM_LINE_DAYS_SUPLY_QTY as days_supply,
        named.CLM_DAW_PROD_SLCTN_CD as daw_code,
        {{ mesh_macros.sum_of_texts([
            'CLM_LINE_INGRDNT_CST_AMT', 'CLM_LINE_SRVC_CST_AMT', 'CLM_LINE_SLS_TAX_AMT', 'CLM_LINE_VCCN_ADMIN_FEE_AMT',
        ]) }} as allowed_amount,
        drug_claim_lines.paid_amount,
        drug_claims.patient_paid_amount,
        drug_claims.paid_date
    from named
    left join drug_claims
        on named.claim_id = drug_claims.claim_id
    left join drug_claim_lines
        on named.claim_id = drug_claim_lines.claim_id and named.CLM_LINE_NUM = drug_claim_lines.claim_line_number
)

select * from renamed
