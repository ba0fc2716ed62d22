with sale as (
    select * from {{ ref('map_till__sale') }}
)

select
    'till' as data_source,
    'till_sale' as feed,
    file_name,
    count(*) as rows_in,
    count(price) as rows_kept,
    count(*) - count(price) as rows_rejected,
    0 as rows_duplicate,
    0 as rows_superseded
from sale
group by file_name
