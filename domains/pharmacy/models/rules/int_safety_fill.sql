{#  Final fills of opioids and benzodiazepines, per ingredient, up to the day to which the person's fills are known. #}
with fills as (
    select * from {{ ref('fill', v=1) }}
),

drugs as (
    select * from {{ ref('int_safety_drug') }}
),

known as (
    select * from {{ ref('int_person_as_of') }}
),

safety_fill as (
    select
        fills.fill_id,
        fills.person_id,
        fills.data_source,
        fills.fill_date,
        drugs.drug_kind,
        drugs.ingredient,
        drugs.drug,
        drugs.strength,
        fills.quantity,
        fills.days_supply_clean as days_supply,
        fills.pharmacy_id,
        fills.prescriber_npi,
        known.as_of
    from fills
    inner join drugs
        on fills.ndc11 = drugs.ndc11
    inner join known
        on fills.person_id = known.person_id
    where
        fills.state = 'active'
        and fills.fill_date <= known.as_of
)

select * from safety_fill
