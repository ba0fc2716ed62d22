with procedures as (
    select * from {{ ref('int_procedure') }}
    where reason is null
),

claim_procedure as (
    select
        family_id,
        procedure_level,
        cast(procedure_position as integer) as procedure_position,
        person_id,
        service_date,
        date_level,
        code_type,
        code,
        cast(counted_procedures as integer) as counted_procedures,
        cast(service_quantity as decimal(18, 4)) as service_quantity,
        rendering_npi,
        data_source
    from procedures
)

select * from claim_procedure
