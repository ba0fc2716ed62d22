{#  The claim number of the time before 2020 is an id of the same person; its cross-references (CCLF9, type H) lead to it. #}
with feed as (
    select * from {{ source('raw_members', 'cclf_beneficiary') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.qualified('BENE_HIC_NUM') }} as prior_member_id,
        {{ mesh_macros.qualified('BENE_MBI_ID') }} as current_member_id,
        cast(_file_date as varchar) as effective_date
    from feed
    where {{ mesh_macros.is_present('BENE_HIC_NUM', 'varchar') }}
)

select * from renamed
