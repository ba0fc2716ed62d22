{#  Two keys of one beneficiary were merged. The merge holds when kill credit 2 was given and it is not obsolete. #}
with feed as (
    select * from {{ source('raw_members', 'idr_beneficiary_xref') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.qualified('BENE_XREF_SK') }} as prior_member_id,
        {{ mesh_macros.qualified('BENE_SK') }} as current_member_id,
        substring(IDR_TRANS_EFCTV_TS, 1, 10) as effective_date,
        case when BENE_KILL_CRED_CD = '2' and IDR_TRANS_OBSLT_TS like '9999-%' then 'change' else 'void' end as action_code
    from feed
)

select * from renamed
