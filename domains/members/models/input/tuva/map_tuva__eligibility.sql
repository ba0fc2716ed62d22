with feed as (
    select * from {{ source('raw_members', 'tuva_eligibility') }}
),

coverages as (
    select
        *,
        {{ mesh_macros.list_items('_coverage_types', '|') }} as coverage_type
    from feed
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.qualified('member_id') }} as member_id,
        {{ mesh_macros.qualified('subscriber_id') }} as subscriber_id,
        subscriber_relation,
        first_name,
        middle_name,
        last_name,
        name_suffix,
        {{ members.gender('gender') }} as gender,
        race,
        ethnicity,
        birth_date,
        death_date,
        address,
        city,
        state,
        zip_code,
        phone,
        email,
        payer,
        plan,
        payer_type as line_of_business,
        group_id,
        group_name,
        medicare_status_code,
        original_reason_entitlement_code as entitlement_reason_code,
        dual_status_code,
        coverage_type,
        enrollment_start_date,
        enrollment_end_date
    from coverages
)

select * from renamed
