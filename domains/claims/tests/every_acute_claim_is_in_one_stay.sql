{#  A difference means that a bill was lost on the way to its stay, or that two stays count it. #}
with bills as (
    select
        person_id,
        count(*) as bills,
        sum(paid) as paid
    from {{ ref('int_inpatient_claim') }}
    group by person_id
),

stays as (
    select
        person_id,
        sum(claim_count) as bills,
        sum(paid_amount) as paid
    from {{ ref('inpatient_stay', v=1) }}
    group by person_id
),

compared as (
    select
        coalesce(bills.person_id, stays.person_id) as person_id,
        bills.bills,
        stays.bills as bills_of_stays,
        bills.paid,
        stays.paid as paid_of_stays
    from bills
    full outer join stays
        on bills.person_id = stays.person_id
)

select * from compared
where bills is distinct from bills_of_stays or paid is distinct from paid_of_stays
