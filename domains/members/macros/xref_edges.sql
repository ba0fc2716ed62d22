{#  R-MEM-01, shared by the crosswalk and its rejects: which cross-reference rows are followed, and why the others are not.

    A row onto itself is no change. Of several rows of one prior id the latest effective date wins. What is left leads
    from every id to at most one other, so a walk from an id either ends or comes back: rows that come back form a cycle.
    Result: CTEs up to `xref_judged` (prior_member_id, current_member_id, reason; reason null = followed). #}
{% macro xref_judged(xref) -%}
xref as (
    select * from {{ xref }}
),

ranked as (
    select
        *,
        row_number() over (
            partition by prior_member_id, case when prior_member_id = current_member_id then 1 else 0 end
            order by effective_date desc nulls last, current_member_id desc
        ) as recency
    from xref
),

single as (
    select
        prior_member_id,
        current_member_id
    from ranked
    where recency = 1 and prior_member_id <> current_member_id
),

walk as (
    select
        prior_member_id as first_id,
        current_member_id as reached_id,
        '|' || {{ mesh_macros.joined_text(['prior_member_id', 'current_member_id']) }} || '|' as path
    from single
    union all
    select
        walk.first_id,
        single.current_member_id as reached_id,
        walk.path || {{ mesh_macros.joined_text(['single.current_member_id']) }} || '|' as path
    from walk
    inner join single
        on walk.reached_id = single.prior_member_id
    where
        walk.reached_id <> walk.first_id
        and (
            single.current_member_id = walk.first_id
            or position('|' || {{ mesh_macros.joined_text(['single.current_member_id']) }} || '|' in walk.path) = 0
        )
),

cycle_members as (
    select distinct first_id as member_id
    from walk
    where reached_id = first_id
),

xref_judged as (
    select
        ranked.*,
        case
            when ranked.prior_member_id = ranked.current_member_id then 'xref_self'
            when ranked.recency > 1 then 'xref_superseded'
            when cycle_members.member_id is not null then 'xref_cycle'
        end as reason
    from ranked
    left join cycle_members
        on ranked.prior_member_id = cycle_members.member_id
)
{%- endmacro %}
