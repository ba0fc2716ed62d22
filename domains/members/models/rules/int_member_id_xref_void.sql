with xref as (
    select * from {{ ref('stg_member_id_xref') }}
),

voided as (
    select
        prior_member_id,
        current_member_id,
        'xref_void' as reason,
        'R-MEM-01' as rule_id,
        record_id
    from xref
    where lower(action_code) = 'void'
)

select * from voided
