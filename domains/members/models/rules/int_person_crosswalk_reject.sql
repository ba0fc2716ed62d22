with recursive {{ members.xref_judged(ref('int_member_id_xref')) }},

rejected as (
    select
        prior_member_id,
        current_member_id,
        reason,
        'R-MEM-01' as rule_id,
        record_id
    from xref_judged
    where reason is not null
)

select * from rejected
