with spans as (
    select * from {{ ref('int_drug_coverage') }}
),

refills as (
    select * from {{ ref('int_refill_due') }}
),

fills as (
    select * from {{ ref('fill', v=1) }}
),

drug_coverage as (
    select
        spans.person_id,
        spans.ingredient,
        spans.coverage_start,
        spans.coverage_end,
        spans.covered_days,
        cast(
            {{ mesh_macros.days_between('spans.coverage_start', 'spans.coverage_end') }} + 1 - spans.covered_days as integer
        ) as inpatient_days,
        spans.fills,
        case when refills.runout_date is null then 0 else 1 end as is_last_span,
        refills.runout_date,
        refills.status as refill_status,
        refills.days_past,
        refills.as_of as as_of_date,
        refills.fill_id as last_fill_id,
        fills.fill_date as last_fill_date,
        fills.ndc9 as last_ndc9,
        fills.pharmacy_id as last_pharmacy_id,
        fills.quantity as last_quantity
    from spans
    left join refills
        on
            spans.person_id = refills.person_id
            and spans.ingredient = refills.ingredient
            and refills.runout_date between spans.coverage_start and spans.coverage_end
    left join fills
        on refills.fill_id = fills.fill_id
)

select * from drug_coverage
