with feed as (
    select * from {{ source('raw_shop', 'till_sale') }}
)

select
    sale_id,
    item,
    try_cast(price as decimal(18, 2)) as price,
    _file_name as file_name
from feed
