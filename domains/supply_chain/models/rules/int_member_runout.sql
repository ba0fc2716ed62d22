{#  Refills that the pharmacy domain expects at our places, in the base unit of our items. Its product adds members up per
    drug, place and day, so a row here stands for all whose supply runs out the day before. #}
with demand as (
    select * from {{ ref('pharmacy', 'drug_demand', v=1) }}
),

locations as (
    select * from {{ ref('stg_location') }}
),

billing_units as (
    select * from {{ ref('int_billing_unit') }}
),

member_runout as (
    select
        cast(null as varchar) as person_id,
        demand.ndc9,
        demand.location_id,
        'current' as status,
        {{ mesh_macros.add_days('demand.demand_date', -1) }} as runout_date,
        cast(demand.quantity * coalesce(billing_units.base_quantity, 1) as decimal(18, 4)) as last_quantity
    from demand
    inner join locations
        on demand.location_id = locations.location_id
    left join billing_units
        on demand.ndc9 = billing_units.ndc9
    where demand.demand_type = 'expected'
)

select * from member_runout
