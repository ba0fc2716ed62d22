{#  A charge is a claim line; what was paid for it stands in the entries that follow. The instant 0 stands for no end: such a
    charge ends on the day on which it began. #}
with feed as (
    select * from {{ source('raw_claims', 'synthea_claim_transaction') }}
    where TYPE = 'CHARGE'
),

accounts as (
    select * from {{ ref('stg_claim_account') }}
),

line_payments as (
    select * from {{ ref('int_account_payment') }}
),

named as (
    select
        *,
        {{ mesh_macros.qualified('ID') }} as charge_id,
        {{ mesh_macros.qualified('CLAIMID') }} as line_claim_id,
        substring(coalesce(nullif(TODATE, '1970-01-01T00:00:00Z'), FROMDATE), 1, 10) as last_day
    from feed
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        named.line_claim_id as claim_id,
        named.CHARGEID as claim_line_number,
        named._adjustment_style as adjustment_style,
        named._paid_level as paid_level,
        accounts.claim_type,
        accounts.member_id,
        accounts.plan,
        case
            when accounts.claim_id is null then 'claim unknown: send claims.csv'
            else accounts.claim_start_date
        end as claim_start_date,
        named.last_day as claim_end_date,
        substring(named.FROMDATE, 1, 10) as claim_line_start_date,
        named.last_day as claim_line_end_date,
        named.UNITS as service_quantity,
        {{ mesh_macros.qualified('PLACEOFSERVICE') }} as facility_id,
        named.AMOUNT as charge_amount,
        line_payments.paid_amount,
        line_payments.copay_amount,
        line_payments.coinsurance_amount,
        line_payments.other_payer_amount
    from named
    left join accounts
        on named.line_claim_id = accounts.claim_id
    left join line_payments
        on named.charge_id = line_payments.charge_id
)

select * from renamed
