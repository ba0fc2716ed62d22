{#  One line per HCPCS code of a segment, at least one. Payment and cost share belong to the segment: they stand on its first
    line. Bill type is not sent; all claims of the file are hospital outpatient claims: 131. #}
{{ claims.used_slots(
    source('raw_claims', 'desynpuf_outpatient'), columns=['HCPCS_CD'], slots=45, slot_columns=['HCPCS_CD']
) }},

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        _adjustment_style as adjustment_style,
        _paid_level as paid_level,
        {{ mesh_macros.qualified('CLM_ID') }} as claim_id,
        {{ claims.segment_line_number() }} as claim_line_number,
        'institutional' as claim_type,
        'paid' as line_status,
        {{ mesh_macros.qualified('DESYNPUF_ID') }} as member_id,
        'Medicare' as payer,
        'Medicare' as plan,
        CLM_FROM_DT as claim_start_date,
        CLM_THRU_DT as claim_end_date,
        '131' as bill_type_code,
        HCPCS_CD as hcpcs_code,
        AT_PHYSN_NPI as rendering_npi,
        {{ mesh_macros.qualified('PRVDR_NUM') }} as facility_id,
        {{ claims.on_first_line('CLM_PMT_AMT') }} as paid_amount,
        {{ claims.on_first_line('NCH_BENE_PTB_COINSRNC_AMT') }} as coinsurance_amount,
        {{ claims.on_first_line(
            mesh_macros.sum_of_texts(['NCH_BENE_PTB_DDCTBL_AMT', 'NCH_BENE_BLOOD_DDCTBL_LBLTY_AM'])
        ) }} as deductible_amount,
        {{ claims.on_first_line('NCH_PRMRY_PYR_CLM_PD_AMT') }} as other_payer_amount,
        '9' as diagnosis_code_type,
        {%- for position in range(1, 11) %}
        ICD9_DGNS_CD_{{ position }} as diagnosis_code_{{ position }},
        {%- endfor %}
        ADMTNG_ICD9_DGNS_CD as admitting_diagnosis_code,
        '9' as procedure_code_type,
        {{ claims.numbered_procedures('ICD9_PRCDR_CD_', 6) }} as procedure_codes
    from used_slots
)

select * from renamed
