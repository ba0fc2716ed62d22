{#  Lines that tell of a visit outside of hospital. Who is in hospital visits nobody: in the middle of a stay no line counts,
    whatever place it names. On the first and last day of a stay, and around a visit to an emergency department, a line counts
    when it names its place: without one it is the doctor of the hospital. #}
with lines as (
    select * from {{ ref('int_contact_line') }}
),

hospital_days as (
    select
        person_id,
        admit_date as first_day,
        last_date as last_day,
        discharge_date is null as is_open,
        true as is_stay
    from {{ ref('int_inpatient_stay') }}
    union all
    select
        person_id,
        visit_date as first_day,
        end_date as last_day,
        false as is_open,
        false as is_stay
    from {{ ref('int_ed_visit') }}
),

in_hospital as (
    select
        lines.family_id,
        lines.claim_line_number
    from lines
    inner join hospital_days
        on lines.person_id = hospital_days.person_id
    where
        lines.visit_date between hospital_days.first_day and hospital_days.last_day
        and (
            lines.is_unplaced
            or (
                hospital_days.is_stay
                and lines.visit_date > hospital_days.first_day
                and (lines.visit_date < hospital_days.last_day or hospital_days.is_open)
            )
        )
    group by lines.family_id, lines.claim_line_number
),

ambulatory_line as (
    select
        lines.family_id,
        lines.claim_line_number,
        lines.person_id,
        lines.visit_date,
        lines.provider_id,
        lines.setting,
        lines.place,
        lines.telehealth_flag,
        lines.telehealth_modality,
        lines.paid_amount,
        lines.allowed_amount,
        lines.payer,
        lines.plan,
        lines.data_source
    from lines
    left join in_hospital
        on lines.family_id = in_hospital.family_id and lines.claim_line_number = in_hospital.claim_line_number
    where in_hospital.family_id is null
)

select * from ambulatory_line
