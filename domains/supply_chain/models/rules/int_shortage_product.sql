{#  The same per product, all its packages together: products with stock, and short products that members take. #}
with {{ supply_chain.shortage_exposed(ref('int_shortage_standing'), ref('int_member_fill')) }},

packages as (
    select
        {{ mesh_macros.ndc9('ndc11') }} as ndc9,
        cast(sum(on_hand) as decimal(18, 4)) as on_hand,
        cast(sum(daily_demand) as decimal(18, 6)) as daily_demand,
        cast(sum(on_order) as decimal(18, 4)) as on_order
    from {{ ref('int_drug_stock') }}
    group by {{ mesh_macros.ndc9('ndc11') }}
),

products as (
    select ndc9
    from packages
    union
    select listed.ndc9
    from listed
    inner join needed
        on listed.ndc9 = needed.ndc9
),

judged as (
    select
        products.ndc9,
        case when listed.ndc9 is not null then 1 else 0 end as on_shortage,
        coalesce(packages.on_hand, 0) as on_hand,
        coalesce(packages.daily_demand, 0) as daily_demand,
        coalesce(packages.on_order, 0) as on_order,
        {{ supply_chain.days_of_stock('packages.on_hand', 'packages.daily_demand') }} as days_on_hand,
        coalesce(needed.members_exposed, 0) as members_exposed,
        coalesce(needed.members_refilling, 0) as members_refilling,
        needed.first_runout_date,
        listed.listed_since,
        listed.availability,
        listed.shortage_reason
    from products
    left join packages
        on products.ndc9 = packages.ndc9
    left join listed
        on products.ndc9 = listed.ndc9
    left join needed
        on products.ndc9 = needed.ndc9
),

shortage_product as (
    select
        *,
        {{ supply_chain.exposure_level('on_shortage', 'days_on_hand') }} as exposure
    from judged
)

select * from shortage_product
