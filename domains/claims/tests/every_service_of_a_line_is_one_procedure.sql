{#  A difference means that services were lost or doubled between the lines and the procedures; codes without a form are known. #}
with lines as (
    select
        family_id,
        count(*) as services
    from {{ ref('claim_line_final', v=1) }}
    where hcpcs_code is not null
    group by family_id
),

procedures as (
    select family_id
    from {{ ref('procedure', v=1) }}
    where procedure_level = 'line'
    union all
    select family_id
    from {{ ref('int_procedure') }}
    where procedure_level = 'line' and reason is not null
),

counted as (
    select
        family_id,
        count(*) as services
    from procedures
    group by family_id
),

compared as (
    select
        coalesce(lines.family_id, counted.family_id) as family_id,
        lines.services,
        counted.services as services_of_procedures
    from lines
    full outer join counted
        on lines.family_id = counted.family_id
)

select * from compared
where services is distinct from services_of_procedures
