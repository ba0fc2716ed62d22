{{ config(materialized='view') }}

{#  Diagnoses of claims with the last day of the claim. Read from the product, where codes have their form already. #}
with diagnoses as (
    select * from {{ ref('diagnosis', v=1) }}
    where code_type = 'icd-10-cm'
),

claim_dx as (
    select
        family_id as claim_id,
        claim_end_date as thru_date,
        diagnosis_position as dx_position,
        code
    from diagnoses
)

select * from claim_dx
