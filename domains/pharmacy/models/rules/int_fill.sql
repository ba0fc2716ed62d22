{#  A fill is what pharmacy, prescription, fill number and date of service name. Its transactions are put in the order of their
    own time, ties in the order billing, reversal, rebill and then by id: arrival never matters. `place` is a text that sorts so. #}
{%- set accepted = "response_status = 'P' and transaction_code in ('B1', 'B2', 'B3')" -%}
{%- set billed = "response_status = 'P' and transaction_code in ('B1', 'B3')" -%}
{%- set billed_paid = 'case when ' ~ billed ~ ' or declared_state is not null then coalesce(paid, 0) end' -%}
with transactions as (
    select * from {{ ref('int_pharmacy_transaction') }}
),

placed as (
    select
        *,
        coalesce({{ mesh_macros.timestamp_text('transaction_ts') }}, repeat(' ', 26))
        || coalesce(transaction_code, '  ')
        || transaction_id as place
    from transactions
),

netted as (
    select
        pharmacy_id,
        rx_number,
        fill_number,
        date_of_service,
        max(declared_state) as declared_state,
        max(place) filter (where {{ accepted }}) as last_accepted,
        max(place) filter (where {{ billed }}) as last_billed,
        max(place) as last_sent,
        {{ mesh_macros.latest_value(billed_paid, 'place') }} as paid,
        cast(count(*) as integer) as transaction_count
    from placed
    group by pharmacy_id, rx_number, fill_number, date_of_service
),

stated as (
    select
        *,
        case
            when declared_state is not null then declared_state
            when last_accepted is null then 'rejected'
            when last_accepted = last_billed then 'active'
            when last_billed is not null then 'reversed'
            else 'orphan_reversal'
        end as state,
        substring(coalesce(last_billed, last_sent), 29) as described_by
    from netted
),

fill as (
    select
        {{ mesh_macros.joined_text(['pharmacy_id', 'rx_number', 'fill_number', 'date_of_service']) }} as fill_id,
        pharmacy_id,
        rx_number,
        fill_number,
        date_of_service,
        state,
        cast(case when state = 'active' then paid else 0 end as decimal(18, 2)) as paid,
        case when state = 'active' then described_by end as final_transaction_id,
        described_by,
        transaction_count
    from stated
)

select * from fill
