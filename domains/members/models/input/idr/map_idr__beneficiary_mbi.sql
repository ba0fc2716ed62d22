{#  The Medicare beneficiary ids of a beneficiary lead to its key. An id that several people hold, merged ones aside, would
    lead to the wrong one: it is told apart by the key, so that nobody is found under the id alone. #}
with feed as (
    select * from {{ source('raw_members', 'idr_beneficiary') }}
),

merged_keys as (
    select
        BENE_XREF_SK,
        max(BENE_SK) as merged_into
    from {{ source('raw_members', 'idr_beneficiary_xref') }}
    where BENE_KILL_CRED_CD = '2'
    group by BENE_XREF_SK
),

resolved as (
    select
        feed.*,
        coalesce(merged_keys.merged_into, feed.BENE_SK) as person_sk
    from feed
    left join merged_keys
        on feed.BENE_SK = merged_keys.BENE_XREF_SK
),

holders as (
    select
        BENE_MBI_ID as held_id,
        count(distinct person_sk) as people
    from resolved
    group by BENE_MBI_ID
),

told_apart as (
    select
        resolved.*,
        'mbi:' || resolved.BENE_MBI_ID || case when holders.people > 1 then ':' || resolved.person_sk else '' end as mbi
    from resolved
    inner join holders
        on resolved.BENE_MBI_ID = holders.held_id
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.qualified('mbi') }} as prior_member_id,
        {{ mesh_macros.qualified('person_sk') }} as current_member_id,
        substring(IDR_TRANS_EFCTV_TS, 1, 10) as effective_date
    from told_apart
)

select * from renamed
