{#  Every drug code as sent, once: a few thousand codes instead of millions of claims. #}
with claims as (
    select * from {{ ref('stg_pharmacy_claim') }}
),

ndc_raw as (
    select distinct
        {{ mesh_macros.joined_text(['ndc_numeric', 'ndc_code']) }} as row_id,
        ndc_code as raw,
        ndc_numeric as numeric_feed
    from claims
)

select * from ndc_raw
