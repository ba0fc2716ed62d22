with {{ supply_chain.shortage_exposed(ref('int_shortage_standing'), ref('int_member_fill')) }},

stock as (
    select distinct
        ndc11,
        on_hand,
        daily_demand
    from {{ ref('int_drug_stock') }}
),

packages as (
    select
        ndc11,
        {{ mesh_macros.ndc9('ndc11') }} as ndc9,
        sum(on_hand) as on_hand,
        sum(daily_demand) as daily_demand
    from stock
    group by ndc11
),

judged as (
    select
        packages.ndc11,
        case when listed.ndc9 is not null then 1 else 0 end as on_shortage,
        {{ supply_chain.days_of_stock('packages.on_hand', 'packages.daily_demand') }} as days_on_hand,
        coalesce(needed.members_exposed, 0) as members_exposed
    from packages
    left join listed
        on packages.ndc9 = listed.ndc9
    left join needed
        on packages.ndc9 = needed.ndc9
),

shortage_exposure as (
    select
        ndc11,
        on_shortage,
        days_on_hand,
        {{ supply_chain.exposure_level('on_shortage', 'days_on_hand') }} as exposure,
        members_exposed
    from judged
)

select * from shortage_exposure
