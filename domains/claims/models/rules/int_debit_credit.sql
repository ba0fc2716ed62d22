{#  Debits and credits of CMS as payments and reversals, under the natural key of the claim they belong to: a cancellation takes
    back an amount that arrives as a positive number. Ids are mapped first, since a person may have another one by then. #}
with headers as (
    select * from {{ ref('int_claim_header') }}
    where adjustment_style = 'debit_credit'
),

crosswalk as (
    select * from {{ ref('members', 'person_crosswalk', v=1) }}
),

signed as (
    select
        headers.version_key,
        coalesce(
            headers.natural_key || '|' || coalesce(crosswalk.person_id, headers.member_id), headers.claim_id
        ) as claim_id,
        headers.claim_id as entry_claim_id,
        coalesce(headers.transaction_type = 'void', false) as is_void,
        headers.adjudication_date,
        {{ mesh_macros.debit_credit_amount("headers.transaction_type = 'void'", 'headers.paid_amount') }} as paid,
        {{ mesh_macros.debit_credit_amount("headers.transaction_type = 'void'", 'headers.header_paid') }} as header_paid,
        abs(coalesce(headers.header_paid, headers.paid_amount)) as amount
    from headers
    left join crosswalk
        on headers.member_id = crosswalk.member_id
),

{#  How many payments of an amount are open at the end of a day: a cancellation that finds none leaves none. #}
days as (
    select
        claim_id,
        amount,
        adjudication_date,
        sum(case when is_void then -1 else 1 end) as day_change
    from signed
    group by claim_id, amount, adjudication_date
),

balances as (
    select
        *,
        sum(day_change) over so_far as balance
    from days
    window so_far as (
        partition by claim_id, amount
        order by adjudication_date asc nulls first
        rows between unbounded preceding and current row
    )
),

open_payments as (
    select
        *,
        balance - least(0, min(balance) over (
            partition by claim_id, amount
            order by adjudication_date asc nulls first
            rows between unbounded preceding and current row
        )) as open_after
    from balances
),

open_before as (
    select
        claim_id,
        amount,
        adjudication_date,
        coalesce(lag(open_after) over (
            partition by claim_id, amount
            order by adjudication_date asc nulls first
        ), 0) as open_before
    from open_payments
),

numbered as (
    select
        *,
        row_number() over (
            partition by claim_id, amount, adjudication_date, is_void
            order by version_key
        ) as entry_number
    from signed
),

{#  Within a day cancellations first take back what earlier days left open, then what the day itself posted. #}
debit_credit as (
    select
        numbered.version_key,
        numbered.claim_id,
        numbered.entry_claim_id,
        case when numbered.is_void then '22' else '1' end as claim_status_code,
        numbered.adjudication_date,
        case
            when not numbered.is_void then 1
            when numbered.entry_number <= open_before.open_before then 0
            else 2
        end as entry_order,
        numbered.paid,
        numbered.header_paid
    from numbered
    inner join open_before
        on
            numbered.claim_id = open_before.claim_id
            and numbered.amount = open_before.amount
            and numbered.adjudication_date is not distinct from open_before.adjudication_date
)

select * from debit_credit
