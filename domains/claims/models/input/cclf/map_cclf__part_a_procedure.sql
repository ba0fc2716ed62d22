with feed as (
    select * from {{ source('raw_claims', 'cclf_part_a_procedure') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.qualified('CUR_CLM_UNIQ_ID') }} as claim_id,
        'procedure' as code_level,
        CLM_VAL_SQNC_NUM as code_position,
        CLM_PRCDR_CD as code,
        DGNS_PRCDR_ICD_IND as code_type,
        {{ mesh_macros.cms_date('CLM_PRCDR_PRFRM_DT') }} as code_date
    from feed
)

select * from renamed
