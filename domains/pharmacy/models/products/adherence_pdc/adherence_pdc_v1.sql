with measures as (
    select * from {{ ref('int_pdc') }}
),

eligibility as (
    select * from {{ ref('int_adherence_eligibility') }}
),

adherence_pdc as (
    select
        measures.person_id,
        measures.drug_class,
        cast(year(measures.period_start) as integer) as measurement_year,
        measures.period_end as measured_through,
        measures.treatment_start,
        measures.treatment_end,
        measures.treatment_days,
        measures.unadjusted_days - measures.treatment_days as inpatient_days,
        measures.covered_days,
        measures.pdc,
        measures.adherent,
        measures.unadjusted_pdc,
        measures.in_denominator,
        measures.reason,
        eligibility.age,
        eligibility.uncovered_days,
        eligibility.member_years,
        eligibility.eligible,
        eligibility.exclusion_reason,
        eligibility.measure_weight
    from measures
    inner join eligibility
        on
            measures.person_id = eligibility.person_id
            and measures.drug_class = eligibility.drug_class
            and measures.period_start = eligibility.period_start
)

select * from adherence_pdc
