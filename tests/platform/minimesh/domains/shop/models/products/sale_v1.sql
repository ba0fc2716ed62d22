with sale as (
    select * from {{ ref('map_till__sale') }}
)

select
    sale_id,
    item,
    price
from sale
where price is not null
