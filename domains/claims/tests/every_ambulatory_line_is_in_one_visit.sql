{#  A difference means that lines were lost or doubled on the way to their visits, or that a line counts that is not paid. #}
with visits as (
    select
        person_id,
        sum(line_count) as n_lines,
        sum(paid_amount) as paid,
        sum(allowed_amount) as allowed
    from {{ ref('ambulatory_visit', v=1) }}
    group by person_id
),

visit_lines as (
    select * from {{ ref('int_ambulatory_line') }}
),

final_lines as (
    select * from {{ ref('claim_line_final', v=1) }}
    where line_status = 'paid'
),

lines as (
    select
        final_lines.person_id,
        count(*) as n_lines,
        sum(final_lines.paid_amount) as paid,
        sum(final_lines.allowed_amount) as allowed
    from visit_lines
    inner join final_lines
        on visit_lines.family_id = final_lines.family_id and visit_lines.claim_line_number = final_lines.claim_line_number
    group by final_lines.person_id
),

compared as (
    select
        coalesce(visits.person_id, lines.person_id) as person_id,
        visits.n_lines,
        lines.n_lines as lines_sent,
        visits.paid,
        lines.paid as paid_sent,
        visits.allowed,
        lines.allowed as allowed_sent
    from visits
    full outer join lines
        on visits.person_id = lines.person_id
)

select * from compared
where
    n_lines is distinct from lines_sent
    or paid is distinct from paid_sent
    or allowed is distinct from allowed_sent
