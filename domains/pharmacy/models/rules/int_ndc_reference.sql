with drugs as (
    select * from {{ ref('stg_drug') }}
),

ndc_reference as (
    select ndc as ndc11
    from drugs
)

select * from ndc_reference
