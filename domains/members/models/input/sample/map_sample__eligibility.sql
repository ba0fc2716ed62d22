with feed as (
    select * from {{ source('raw_members', 'sample_eligibility') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.qualified('member_id') }} as member_id,
        {{ mesh_macros.qualified('subscriber_id') }} as subscriber_id,
        first_name,
        last_name,
        {{ members.gender('gender') }} as gender,
        race,
        birth_date,
        death_date,
        address,
        city,
        state,
        zip_code,
        phone,
        email,
        language,
        payer,
        plan,
        line_of_business,
        coverage_type,
        benefit_priority,
        action_code,
        enrollment_start_date,
        enrollment_end_date
    from feed
)

select * from renamed
