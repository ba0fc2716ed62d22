{#  What the first insurer, the second and the patient paid for a charge. A copay is the patient's, whoever's turn it is; what
    else the patient paid is taken for coinsurance, since an account does not say what it was for. #}
with turns as (
    select * from {{ ref('int_account_turn') }}
    where charge_id is not null
),

payments as (
    select
        charge_id,
        case
            when entry_type <> 'PAYMENT' then 'none'
            when payment_method = 'COPAY' then 'copay'
            else payer
        end as paid_as,
        payment_amount
    from turns
),

account_payment as (
    select
        charge_id,
        cast(coalesce(sum(case when paid_as = '1' then payment_amount end), 0) as decimal(18, 2)) as paid_amount,
        cast(coalesce(sum(case when paid_as = '2' then payment_amount end), 0) as decimal(18, 2)) as other_payer_amount,
        cast(coalesce(sum(case when paid_as = 'copay' then payment_amount end), 0) as decimal(18, 2)) as copay_amount,
        cast(coalesce(sum(case when paid_as = 'p' then payment_amount end), 0) as decimal(18, 2)) as coinsurance_amount
    from payments
    group by charge_id
)

select * from account_payment
