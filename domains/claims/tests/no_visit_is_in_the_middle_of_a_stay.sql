{#  Who is in hospital visits nobody; the first and the last day of a stay may have a visit outside. #}
with visits as (
    select * from {{ ref('ambulatory_visit', v=1) }}
),

stays as (
    select * from {{ ref('inpatient_stay', v=1) }}
)

select
    visits.person_id,
    visits.visit_date,
    visits.provider_id,
    stays.stay_id
from visits
inner join stays
    on visits.person_id = stays.person_id
where visits.visit_date > stays.admit_date and visits.visit_date < stays.discharge_date
