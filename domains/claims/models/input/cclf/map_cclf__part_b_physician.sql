{#  A line of a professional claim with what the claim says as a whole. #}
with feed as (
    select * from {{ source('raw_claims', 'cclf_part_b_physician') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ claims.cclf_part_b('B') }},
        {%- for number in range(1, 6) %}
        HCPCS_{{ number }}_MDFR_CD as hcpcs_modifier_{{ number }},
        {%- endfor %}
        CLM_LINE_SRVC_UNIT_QTY as service_quantity,
        coalesce({{ mesh_macros.clean_text('CLM_RNDRG_PRVDR_NPI_NUM') }}, RNDRG_PRVDR_NPI_NUM) as rendering_npi,
        DGNS_PRCDR_ICD_IND as diagnosis_code_type,
        {%- for position in range(1, 13) %}
        CLM_DGNS_{{ position }}_CD as diagnosis_code_{{ position }},
        {%- endfor %}
        CLM_LINE_DGNS_CD as line_diagnosis_code
    from feed
)

select * from renamed
