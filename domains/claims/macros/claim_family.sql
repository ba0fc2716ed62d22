{#  Common table expressions that put claim versions into families and in order. Use after `with recursive`.

    relation  one row per claim version: claim_id, original_claim_id, frequency_code, adjudication_date, paid, ...

    versions_in_order adds to it
        family_id         the id reached by following original_claim_id upward; it may never have been received
        orphan_flag       1 when it was not
        version_number    position in the family: by adjudication date, then by depth in the chain of references
        n_versions        size of the family
        active_claim_id   the version that stands before this one is posted, with active_paid and active_version_key;
                          null at the start and after a void #}
{% macro claim_family(relation) -%}
version as (
    select * from {{ relation }}
),

{{ claims.claim_root('version') }},

family_member as (
    select
        version.*,
        coalesce(claim_root.family_id, version.claim_id) as family_id,
        coalesce(claim_root.depth, 0) as depth,
        case when claim_root.claim_id is not null and root.claim_id is null then 1 else 0 end as orphan_flag
    from version
    left join claim_root
        on version.claim_id = claim_root.claim_id
    left join version as root
        on claim_root.family_id = root.claim_id
),

versions_in_order as (
    select
        *,
        row_number() over chain as version_number,
        count(*) over (partition by family_id) as n_versions,
        case when coalesce(lag(frequency_code) over chain, '1') <> '8' then lag(claim_id) over chain end as active_claim_id,
        case when coalesce(lag(frequency_code) over chain, '1') <> '8' then lag(version_key) over chain end as active_version_key,
        case when coalesce(lag(frequency_code) over chain, '1') <> '8' then lag(paid) over chain end as active_paid
    from family_member
    window chain as (
        partition by family_id
        order by adjudication_date asc nulls first, depth asc, frequency_code asc, claim_id asc
    )
)
{%- endmacro %}

{#  Common table expressions that find the family of every claim that refers to another: claim_id, family_id, depth (how many
    references lead up to it). Use after `with recursive`.

    Most claims refer to no other: only those that do are walked upward, once per step of their chain. `union` (not
    `union all`) ends a walk that comes back to where it was: the claims of such a cycle share its least id. #}
{% macro claim_root(relation) -%}
link as (
    select distinct
        claim_id,
        original_claim_id
    from {{ relation }}
    where original_claim_id <> claim_id
),

walk as (
    select
        claim_id,
        original_claim_id as reached_id
    from link
    union
    select
        walk.claim_id,
        link.original_claim_id as reached_id
    from walk
    inner join link
        on walk.reached_id = link.claim_id
),

cycle_member as (
    select claim_id
    from walk
    where claim_id = reached_id
),

claim_root as (
    select
        walk.claim_id,
        min(case when link.claim_id is null or cycle_member.claim_id is not null then walk.reached_id end) as family_id,
        count(*) as depth
    from walk
    left join link
        on walk.reached_id = link.claim_id
    left join cycle_member
        on walk.reached_id = cycle_member.claim_id
    group by walk.claim_id
)
{%- endmacro %}
