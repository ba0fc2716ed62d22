with listings as (
    select * from {{ ref('int_shortage_listing') }}
),

list_days as (
    select
        data_source,
        package_ndc,
        first_date as day
    from listings
    union
    select
        data_source,
        package_ndc,
        next_date as day
    from listings
    where next_date < date '9999-12-31'
),

{# A package that several rows name is as short as the worst of them says. #}
standing as (
    select
        list_days.day,
        listings.*,
        count(*) over (partition by list_days.data_source, list_days.package_ndc, list_days.day) as listings,
        row_number() over (
            partition by list_days.data_source, list_days.package_ndc, list_days.day
            order by
                case listings.status
                    when 'Current' then 1
                    when 'To Be Discontinued' then 2
                    when 'Resolved' then 4
                    else 3
                end,
                listings.update_date desc nulls last,
                listings.listing_id
        ) as place
    from list_days
    inner join listings
        on
            list_days.data_source = listings.data_source
            and list_days.package_ndc = listings.package_ndc
            and list_days.day >= listings.first_date
            and list_days.day < listings.next_date
),

told as (
    select
        *,
        md5({{ mesh_macros.joined_text(supply_chain.shortage_facts() + ['listings']) }}) as content
    from standing
    where place = 1
),

states as (
    select
        list_days.data_source,
        list_days.package_ndc,
        list_days.day,
        told.content,
        lag(told.content) over (
            partition by list_days.data_source, list_days.package_ndc order by list_days.day
        ) as content_before
    from list_days
    left join told
        on
            list_days.data_source = told.data_source
            and list_days.package_ndc = told.package_ndc
            and list_days.day = told.day
),

turns as (
    select
        *,
        lead(day) over (partition by data_source, package_ndc order by day) as next_day,
        lead(content) over (partition by data_source, package_ndc order by day) as next_content
    from states
    where content is distinct from content_before
),

shortage_history as (
    select
        turns.data_source,
        turns.package_ndc,
        turns.day as valid_from,
        coalesce({{ mesh_macros.add_days('turns.next_day', -1) }}, date '9999-12-31') as valid_to,
        case when turns.content_before is null then 'new' else 'changed' end as started_by,
        case
            when turns.next_day is null then null
            when turns.next_content is null then 'gone'
            else 'changed'
        end as ended_by,
        told.listings,
        {%- for name in supply_chain.shortage_facts() %}
        told.{{ name }}{{ ',' if not loop.last }}
        {%- endfor %}
    from turns
    inner join told
        on
            turns.data_source = told.data_source
            and turns.package_ndc = told.package_ndc
            and turns.day = told.day
)

select * from shortage_history
