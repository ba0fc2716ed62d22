with xref as (
    select * from {{ ref('stg_member_id_xref') }}
),

member_id_xref as (
    select
        prior_member_id,
        current_member_id,
        effective_date,
        record_id
    from xref
    where coalesce(lower(action_code), '') <> 'void'
)

select * from member_id_xref
