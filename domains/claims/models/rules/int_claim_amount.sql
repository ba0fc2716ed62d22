{{ config(materialized='view') }}

with line_level as (
    select * from {{ ref('int_claim_line') }}
    where coalesce(paid_level, 'line') <> 'header'
),

header_level as (
    select * from {{ ref('int_claim_line') }}
    where paid_level = 'header'
),

{#  A header amount stands on every line: it is paid once, on the lowest line that is not denied. A difference (delta) counts even
    when all lines are denied: that is how a payment is taken back. #}
placed as (
    select
        *,
        line_paid as placed_paid
    from line_level
    union all
    select
        *,
        case
            when
                line = coalesce(
                    min(case when line_status = 'denied' then null else line end) over (partition by version_key, claim_id),
                    min(case when adjustment_style = 'delta' then line end) over (partition by version_key, claim_id)
                )
                then header_paid
        end as placed_paid
    from header_level
),

judged as (
    select
        *,
        coalesce(
            line_status = 'denied' and not (coalesce(adjustment_style, '') = 'delta' and coalesce(placed_paid, 0) <> 0), false
        ) as is_denied
    from placed
),

summed as (
    select
        *,
        case when is_denied then 0 else coalesce(placed_paid, 0) end as counted_paid,
        coalesce(copay, 0) + coalesce(coinsurance, 0) + coalesce(deductible, 0) + coalesce(cob, 0) as other_parts
    from judged
),

claim_line_amount as (
    select
        *,
        cast(counted_paid as decimal(18, 2)) as paid_amount,
        cast(
            case when is_denied then 0 else coalesce(allowed, counted_paid + other_parts) end
            as decimal(18, 2)
        ) as allowed_amount,
        case
            when is_denied then 'denied'
            when allowed is not null then 'reported'
            else 'derived'
        end as allowed_source,
        case
            when not is_denied and abs(allowed - counted_paid - other_parts) > {{ var('tolerance') }} then 1
            else 0
        end as identity_error
    from summed
)

select * from claim_line_amount
