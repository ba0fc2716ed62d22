with feed as (
    select * from {{ source('raw_members', 'carebridge_enrollment') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.qualified('member_id') }} as member_id,
        'CareBridge' as payer,
        plan_id as plan,
        case plan_type when 'MA' then 'medicare' else 'commercial' end as line_of_business,
        'medical' as coverage_type,
        status as action_code,
        effective_date as enrollment_start_date,
        termination_date as enrollment_end_date
    from feed
)

select * from renamed
