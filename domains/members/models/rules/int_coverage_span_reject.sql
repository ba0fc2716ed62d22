with {{ members.span_judged(ref('int_eligibility_span'), ref('int_death')) }},

rejected as (
    select
        span_id,
        reason,
        'R-MEM-02' as rule_id,
        record_id
    from span_judged
    where reason is not null
)

select * from rejected
