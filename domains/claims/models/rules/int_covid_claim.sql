with diagnoses as (
    select * from {{ ref('int_claim_dx') }}
),

codes as (
    select * from {{ ref('covid_code') }}
),

looked_up as (
    select
        diagnoses.claim_id,
        case when diagnoses.thru_date between codes.valid_from and codes.valid_to then codes.category end as category,
        case when codes.covid_only = 1 and diagnoses.thru_date < codes.valid_from then 1 else 0 end as is_early
    from diagnoses
    left join codes
        on {{ mesh_macros.icd_code('diagnoses.code') }} = codes.code
),

covid_claim as (
    select
        claim_id,
        {%- for category in ['confirmed', 'exposure', 'history', 'post_covid'] %}
        cast(max(case when category = '{{ category }}' then 1 else 0 end) as integer) as {{ category }},
        {%- endfor %}
        case when max(is_early) = 1 then 'code_before_effective' end as dq_note
    from looked_up
    group by claim_id
)

select * from covid_claim
