with feed as (
    select * from {{ source('raw_claims', 'synthea_claim') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.qualified('"Id"') }} as claim_id,
        case trim(HEALTHCARECLAIMTYPEID1)
            when '1' then 'professional'
            when '2' then 'institutional'
            else HEALTHCARECLAIMTYPEID1
        end as claim_type,
        {{ mesh_macros.qualified('PATIENTID') }} as member_id,
        case when trim(PRIMARYPATIENTINSURANCEID) <> '0' then PRIMARYPATIENTINSURANCEID end as plan,
        substring(SERVICEDATE, 1, 10) as claim_start_date
    from feed
)

select * from renamed
