{{ config(materialized='view') }}

with demographics as (
    select * from {{ ref('int_person_demographics') }}
),

person_zip as (
    select
        person_id as row_id,
        zip_code as zip_raw
    from demographics
)

select * from person_zip
