-- Groups of diagnoses, and the patterns of claim versions as often as they occur.
create table dx_group as
select
    row_number() over (order by min(id)) as group_no,
    dx_group,
    min(id) as first_id,
    count(*) as codes,
from ref_diagnosis
group by dx_group;

create table chain_slot as
select style, flatten(list(list_resize([pattern], weight, pattern) order by first_id)) as slots
from (select style, pattern, weight, min(id) as first_id from ref_chain group by style, pattern, weight)
group by style;
