with visits as (
    select * from {{ ref('int_ambulatory_visit') }}
),

ambulatory_visit as (
    select
        person_id,
        visit_date,
        provider_id,
        first_family_id,
        setting,
        place as place_of_service_code,
        telehealth_flag,
        telehealth_modality,
        line_count,
        telehealth_line_count,
        paid as paid_amount,
        allowed as allowed_amount,
        payer,
        plan,
        data_source
    from visits
)

select * from ambulatory_visit
