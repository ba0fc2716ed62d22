with eligibility as (
    select * from {{ ref('stg_eligibility') }}
),

xref as (
    select * from {{ ref('stg_member_id_xref') }}
),

member_ids as (
    select member_id from eligibility
    union
    select prior_member_id as member_id from xref
    union
    select current_member_id as member_id from xref
)

select * from member_ids
