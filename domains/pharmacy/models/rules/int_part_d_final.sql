{#  The last event of a fill says what became of it. #}
{%- set fill = pharmacy.part_d_fill() -%}
with {{ pharmacy.part_d_events(ref('int_part_d_claim'), ref('int_beneficiary_xref')) }},

fills as (
    select
        *,
        max(place) over of_fill as last_place,
        max(case when not is_cancellation then place end) over of_fill as last_billed_place,
        count(*) over of_fill as n_claims,
        sum(signed_payment) over of_fill as net_payment
    from in_order
    window of_fill as (partition by {{ fill | join(', ') }})
),

{#  A cancellation tells neither drug nor quantity: what was billed last describes the fill. #}
part_d_final as (
    select
        {{ fill | join(', ') }},
        case when place = last_place and not is_cancellation then 'final' else 'cancelled' end as state,
        case when place = last_place and not is_cancellation then cur_clm_uniq_id end as final_claim_id,
        cast(coalesce(net_payment, 0) as decimal(18, 2)) as net_bene_payment,
        case when place = last_place and not is_cancellation then plan_payment end as plan_payment,
        cur_clm_uniq_id as described_by,
        last_billed_place is not null as was_billed,
        cast(n_claims as integer) as n_claims
    from fills
    where place = coalesce(last_billed_place, last_place)
)

select * from part_d_final
