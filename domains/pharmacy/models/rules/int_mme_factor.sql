{{ config(materialized='view') }}

with factors as (
    select * from {{ ref('opioid_mme_factor') }}
),

mme_factor as (
    select
        code as drug,
        ingredient,
        route,
        factor,
        per_day_of_patch,
        valid_from,
        valid_to
    from factors
)

select * from mme_factor
