{#  A fill is what pharmacy, prescription, fill number and date of service name. Its transactions are netted in the order of their
    own time. #}
{%- set billed_paid = 'case when ' ~ pharmacy.is_billed() ~ ' or declared_state is not null then coalesce(paid, 0) end' -%}
with transactions as (
    select * from {{ ref('int_pharmacy_transaction') }}
),

placed as (
    select
        *,
        {{ pharmacy.transaction_place() }} as place
    from transactions
),

netted as (
    select
        pharmacy_id,
        rx_number,
        fill_number,
        date_of_service,
        max(declared_state) as declared_state,
        max(place) filter (where {{ pharmacy.is_accepted() }}) as last_accepted,
        max(place) filter (where {{ pharmacy.is_billed() }}) as last_billed,
        max(place) as last_sent,
        {{ mesh_macros.latest_value(billed_paid, 'place') }} as paid,
        cast(count(*) as integer) as transaction_count
    from placed
    group by pharmacy_id, rx_number, fill_number, date_of_service
),

stated as (
    select
        *,
        {{ pharmacy.fill_state('declared_state', 'last_accepted', 'last_billed') }} as state,
        substring(coalesce(last_billed, last_sent), 29) as described_by
    from netted
),

fill as (
    select
        {{ pharmacy.fill_id() }} as fill_id,
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
