{#  One line per used slot: a slot is used when it has a HCPCS code or a processing indicator.
    The indicator says whether the line is denied, and is kept on every line. There is no place of service. #}
{{ claims.used_slots(
    source('raw_claims', 'desynpuf_carrier'),
    columns=['HCPCS_CD', 'LINE_PRCSG_IND_CD'],
    slots=13,
    slot_columns=[
        'PRF_PHYSN_NPI',
        'HCPCS_CD',
        'LINE_NCH_PMT_AMT',
        'LINE_BENE_PTB_DDCTBL_AMT',
        'LINE_BENE_PRMRY_PYR_PD_AMT',
        'LINE_COINSRNC_AMT',
        'LINE_ALOWD_CHRG_AMT',
        'LINE_PRCSG_IND_CD',
        'LINE_ICD9_DGNS_CD',
    ],
) }},

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        _adjustment_style as adjustment_style,
        _paid_level as paid_level,
        {{ mesh_macros.qualified('CLM_ID') }} as claim_id,
        cast(line_slot as varchar) as claim_line_number,
        'professional' as claim_type,
        {{ claims.carrier_line_status('LINE_PRCSG_IND_CD', 'LINE_NCH_PMT_AMT', 'LINE_ALOWD_CHRG_AMT') }} as line_status,
        LINE_PRCSG_IND_CD as denial_reason_code,
        {{ mesh_macros.qualified('DESYNPUF_ID') }} as member_id,
        'Medicare' as payer,
        'Medicare' as plan,
        CLM_FROM_DT as claim_start_date,
        CLM_THRU_DT as claim_end_date,
        HCPCS_CD as hcpcs_code,
        PRF_PHYSN_NPI as rendering_npi,
        LINE_ALOWD_CHRG_AMT as allowed_amount,
        LINE_NCH_PMT_AMT as paid_amount,
        LINE_COINSRNC_AMT as coinsurance_amount,
        LINE_BENE_PTB_DDCTBL_AMT as deductible_amount,
        LINE_BENE_PRMRY_PYR_PD_AMT as other_payer_amount,
        '9' as diagnosis_code_type,
        {%- for position in range(1, 9) %}
        ICD9_DGNS_CD_{{ position }} as diagnosis_code_{{ position }},
        {%- endfor %}
        LINE_ICD9_DGNS_CD as line_diagnosis_code
    from used_slots
)

select * from renamed
