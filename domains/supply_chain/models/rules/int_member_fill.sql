{#  What members have of which drug package and until when, by their last fill of every ingredient. #}
with refills as (
    select * from {{ ref('pharmacy', 'refill_due', v=1) }}
),

fills as (
    select * from {{ ref('pharmacy', 'fill', v=1) }}
),

member_fill as (
    select
        refills.person_id,
        fills.ndc11,
        {{ mesh_macros.add_days('refills.due_date', -1) }} as runout_date,
        refills.is_refill_expected
    from refills
    inner join fills
        on refills.last_fill_id = fills.fill_id
    where fills.ndc11 is not null
)

select * from member_fill
