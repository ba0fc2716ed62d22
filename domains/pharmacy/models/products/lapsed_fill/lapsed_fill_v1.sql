with refills as (
    select * from {{ ref('int_refill_outlook') }}
),

persons as (
    select * from {{ ref('members', 'person', v=1) }}
),

lapsed_fill as (
    select
        refills.person_id,
        refills.ingredient,
        refills.status,
        refills.days_past,
        refills.runout_date,
        refills.as_of as as_of_date,
        refills.is_refill_expected,
        refills.fills,
        refills.refills_left,
        refills.fill_id as last_fill_id,
        refills.last_fill_date,
        refills.last_product_name,
        refills.last_days_supply,
        refills.last_pharmacy_id,
        refills.last_prescriber_npi,
        persons.language,
        persons.phone
    from refills
    left join persons
        on refills.person_id = persons.person_id
)

select * from lapsed_fill
