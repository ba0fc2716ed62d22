with feed as (
    select * from {{ source('raw_claims', 'cclf_part_a_diagnosis') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.qualified('CUR_CLM_UNIQ_ID') }} as claim_id,
        {{ claims.cms_code_level('CLM_PROD_TYPE_CD') }} as code_level,
        CLM_VAL_SQNC_NUM as code_position,
        CLM_DGNS_CD as code,
        DGNS_PRCDR_ICD_IND as code_type,
        CLM_POA_IND as poa_code
    from feed
)

select * from renamed
