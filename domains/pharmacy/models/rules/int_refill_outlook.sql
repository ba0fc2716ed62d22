{#  What the last fill lets us expect. A fill without authorised refills that follows no earlier supply (within the days of grace)
    is a course that was meant to end; when the source tells no refills we cannot know. A fill of several ingredients, whose supplies
    end on the same day, is refilled once. #}
with refills as (
    select * from {{ ref('int_refill_due') }}
),

fills as (
    select * from {{ ref('fill', v=1) }}
),

described as (
    select
        refills.person_id,
        refills.ingredient,
        refills.fill_id,
        refills.status,
        refills.days_past,
        refills.runout_date,
        refills.as_of,
        refills.fills,
        fills.fill_date as last_fill_date,
        fills.ndc9 as last_ndc9,
        fills.product_name as last_product_name,
        fills.pharmacy_id as last_pharmacy_id,
        fills.prescriber_npi as last_prescriber_npi,
        fills.quantity as last_quantity,
        fills.quantity_unit as last_quantity_unit,
        fills.days_supply_clean as last_days_supply,
        case
            when fills.refills_authorized > fills.fill_number then fills.refills_authorized - fills.fill_number
            when fills.refills_authorized is not null then 0
        end as refills_left,
        case
            when fills.refills_authorized > 0 or fills.refills_authorized is null then 1
            when {{ mesh_macros.days_between('refills.previous_runout_date', 'fills.fill_date') }} - 1 <= {{ var('grace_days') }}
                then 1
            else 0
        end as repeats
    from refills
    inner join fills
        on refills.fill_id = fills.fill_id
),

refill_outlook as (
    select
        *,
        {{ mesh_macros.add_days('runout_date', 1) }} as due_date,
        max(repeats) over (partition by fill_id) as is_refill_expected,
        case when row_number() over (partition by fill_id order by ingredient) = 1 then 1 else 0 end as counts_for_fill
    from described
)

select * from refill_outlook
