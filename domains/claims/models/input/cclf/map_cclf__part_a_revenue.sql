{#  A line of an institutional claim; what the claim says as a whole is in its header. #}
with feed as (
    select * from {{ source('raw_claims', 'cclf_part_a_revenue') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.qualified('CUR_CLM_UNIQ_ID') }} as claim_id,
        CLM_LINE_NUM as claim_line_number,
        '1' as header_apart,
        _adjustment_style as adjustment_style,
        {{ mesh_macros.cms_date('CLM_LINE_FROM_DT') }} as claim_line_start_date,
        {{ mesh_macros.cms_date('CLM_LINE_THRU_DT') }} as claim_line_end_date,
        CLM_LINE_PROD_REV_CTR_CD as revenue_center_code,
        CLM_LINE_HCPCS_CD as hcpcs_code,
        {%- for number in range(1, 6) %}
        HCPCS_{{ number }}_MDFR_CD as hcpcs_modifier_{{ number }},
        {%- endfor %}
        CLM_LINE_SRVC_UNIT_QTY as service_quantity,
        CLM_LINE_CVRD_PD_AMT as paid_amount
    from feed
)

select * from renamed
