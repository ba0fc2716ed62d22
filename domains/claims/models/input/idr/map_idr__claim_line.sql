{#  A line; what the claim says as a whole is in its header. Lines of drug claims are not used here. #}
with feed as (
    select * from {{ source('raw_claims', 'idr_claim_line') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.idr_claim_id() }} as claim_id,
        CLM_LINE_NUM as claim_line_number,
        '1' as header_apart,
        _adjustment_style as adjustment_style,
        {{ mesh_macros.cms_date('CLM_LINE_FROM_DT') }} as claim_line_start_date,
        {{ mesh_macros.cms_date('CLM_LINE_THRU_DT') }} as claim_line_end_date,
        CLM_POS_CD as place_of_service_code,
        CLM_LINE_REV_CTR_CD as revenue_center_code,
        CLM_LINE_HCPCS_CD as hcpcs_code,
        {%- for number in range(1, 6) %}
        HCPCS_{{ number }}_MDFR_CD as hcpcs_modifier_{{ number }},
        {%- endfor %}
        CLM_LINE_SRVC_UNIT_QTY as service_quantity,
        PRVDR_RNDRNG_PRVDR_NPI_NUM as rendering_npi,
        CLM_LINE_SBMT_CHRG_AMT as charge_amount,
        CLM_LINE_ALOWD_CHRG_AMT as allowed_amount,
        CLM_LINE_CVRD_PD_AMT as paid_amount,
        CLM_LINE_MDCR_COINSRNC_AMT as coinsurance_amount,
        CLM_LINE_MDCR_DDCTBL_AMT as deductible_amount,
        CLM_LINE_DGNS_CD as line_diagnosis_code
    from feed
)

select * from renamed
