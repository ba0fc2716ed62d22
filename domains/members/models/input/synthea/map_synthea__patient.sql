with feed as (
    select * from {{ source('raw_members', 'synthea_patient') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.qualified('"Id"') }} as member_id,
        FIRST as first_name,
        MIDDLE as middle_name,
        LAST as last_name,
        SUFFIX as name_suffix,
        {{ members.gender('GENDER') }} as gender,
        RACE,
        ETHNICITY,
        BIRTHDATE as birth_date,
        substring(DEATHDATE, 1, 10) as death_date,
        ADDRESS,
        CITY,
        COUNTY,
        STATE,
        ZIP as zip_code
    from feed
)

select * from renamed
