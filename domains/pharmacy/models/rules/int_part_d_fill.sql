{{ config(materialized='view') }}

{#  Fills of prescription drug events in the shape of int_fill. CCLF does not tell what the plan paid, the repository does. #}
with finals as (
    select * from {{ ref('int_part_d_final') }}
),

part_d_fill as (
    select
        {{ pharmacy.part_d_fill_id() }} as fill_id,
        pharmacy_id,
        rx_reference_number as rx_number,
        fill_number,
        clm_line_from_dt as date_of_service,
        case
            when state = 'final' then 'active'
            when was_billed then 'reversed'
            else 'orphan_reversal'
        end as state,
        case when state = 'final' then plan_payment else 0 end as paid,
        final_claim_id as final_transaction_id,
        described_by,
        n_claims as transaction_count
    from finals
)

select * from part_d_fill
