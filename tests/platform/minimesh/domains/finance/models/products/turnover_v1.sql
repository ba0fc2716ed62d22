with sale as (
    select * from {{ ref('shop', 'sale', v=1) }}
)

select
    item,
    cast(count(*) as integer) as sales,
    cast(sum(price) as decimal(18, 2)) as turnover
from sale
group by item
