{#  The former id gave way to the current one on the day it became obsolete. #}
with feed as (
    select * from {{ source('raw_members', 'cclf_beneficiary_xref') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.qualified('PRVS_NUM') }} as prior_member_id,
        {{ mesh_macros.qualified('CRNT_NUM') }} as current_member_id,
        PRVS_ID_OBSLT_DT as effective_date
    from feed
)

select * from renamed
