with recursive {{ members.xref_judged(ref('int_member_id_xref')) }},

member_ids as (
    select * from {{ ref('int_member_id') }}
),

followed as (
    select
        prior_member_id,
        current_member_id
    from xref_judged
    where reason is null
),

resolved as (
    select
        prior_member_id as member_id,
        current_member_id as reached_id,
        1 as hops
    from followed
    union all
    select
        resolved.member_id,
        followed.current_member_id as reached_id,
        resolved.hops + 1 as hops
    from resolved
    inner join followed
        on resolved.reached_id = followed.prior_member_id
),

terminal as (
    select
        resolved.member_id,
        resolved.reached_id,
        resolved.hops
    from resolved
    left join followed
        on resolved.reached_id = followed.prior_member_id
    where followed.prior_member_id is null
),

crosswalk as (
    select
        member_ids.member_id,
        coalesce(terminal.reached_id, member_ids.member_id) as person_id,
        cast(coalesce(terminal.hops, 0) as integer) as hops
    from member_ids
    left join terminal
        on member_ids.member_id = terminal.member_id
)

select * from crosswalk
