with sent as (
    select * from {{ ref('int_inpatient_claim') }}
),

dated as (
    select
        *,
        coalesce(from_date, admission_date) as first_date,
        greatest(coalesce(thru_date, from_date, admission_date), coalesce(from_date, admission_date)) as last_date,
        {{ claims.bill_frequency('bill_type') }} as bill_frequency
    from sent
),

ordered as (
    select
        *,
        row_number() over (
            partition by person_id, facility_id
            order by first_date, last_date, claim_id
        ) as claim_number
    from dated
),

{#  The claim that reaches furthest speaks for the stay: sorts by its end, then by its place. #}
reaching as (
    select
        *,
        cast(last_date as varchar) || lpad(cast(claim_number as varchar), 9, '0') as reach,
        case when patient_status = '30' or bill_frequency in ('2', '3') then 'open' else 'closed' end as billing
    from ordered
),

preceded as (
    select
        *,
        max(last_date) over before_it as stay_thru,
        right(max(reach || billing) over before_it, 4) = 'open' as stay_open
    from reaching
    window before_it as (
        partition by person_id, facility_id
        order by claim_number
        rows between unbounded preceding and 1 preceding
    )
),

numbered as (
    select
        *,
        sum(
            case
                when first_date < stay_thru then 0
                when stay_open and first_date <= {{ mesh_macros.add_days('stay_thru', 1) }} then 0
                else 1
            end
        ) over (
            partition by person_id, facility_id
            order by claim_number
            rows between unbounded preceding and current row
        ) as stay_number
    from preceded
),

stays as (
    select
        person_id,
        facility_id,
        min(coalesce(admission_date, first_date)) as admit_date,
        max(last_date) as last_date,
        {#  What the furthest reaching claim says, null included. #}
        nullif(substring(max(reach || coalesce(patient_status, '')), 20), '') as patient_status,
        nullif(substring(max(reach || coalesce(drg_code, '')), 20), '') as drg_code,
        {{ mesh_macros.value_at_least('claim_id', 'claim_number') }} as stay_id,
        cast(count(*) as integer) as claims,
        cast(sum(paid) as decimal(18, 2)) as paid,
        cast(max(ed_flag) as integer) as ed_flag,
        max(payer) as payer,
        max(plan) as plan,
        max(data_source) as data_source
    from numbered
    group by person_id, facility_id, stay_number
),

inpatient_stay as (
    select
        stay_id,
        person_id,
        facility_id,
        admit_date,
        last_date,
        case when coalesce(patient_status, '') <> '30' then last_date end as discharge_date,
        cast(
            case
                when coalesce(patient_status, '') <> '30'
                    then greatest({{ mesh_macros.days_between('admit_date', 'last_date') }}, 1)
            end as integer
        ) as length_of_stay,
        claims,
        paid,
        patient_status,
        drg_code,
        ed_flag,
        payer,
        plan,
        data_source
    from stays
)

select * from inpatient_stay
