with listings as (
    select * from {{ ref('int_shortage_listing') }}
),

list_dates as (
    select
        data_source,
        package_ndc,
        first_date as list_date
    from listings
    union
    select
        data_source,
        package_ndc,
        next_date as list_date
    from listings
    where next_date < date '9999-12-31'
),

{# A package that several rows name is as short as the worst of them says. #}
standing as (
    select
        list_dates.list_date,
        listings.*,
        count(*) over (partition by list_dates.data_source, list_dates.package_ndc, list_dates.list_date) as listings,
        row_number() over (
            partition by list_dates.data_source, list_dates.package_ndc, list_dates.list_date
            order by
                case listings.status
                    when 'Current' then 1
                    when 'To Be Discontinued' then 2
                    when 'Resolved' then 4
                    else 3
                end asc,
                listings.update_date desc nulls last,
                listings.presentation asc,
                listings.generic_name asc,
                listings.listing_id asc
        ) as place
    from list_dates
    inner join listings
        on
            list_dates.data_source = listings.data_source
            and list_dates.package_ndc = listings.package_ndc
            and list_dates.list_date >= listings.first_date
            and list_dates.list_date < listings.next_date
),

told as (
    select
        *,
        md5({{ mesh_macros.joined_text(supply_chain.shortage_facts() + ['listings']) }}) as facts_hash
    from standing
    where place = 1
),

states as (
    select
        list_dates.data_source,
        list_dates.package_ndc,
        list_dates.list_date,
        told.facts_hash,
        lag(told.facts_hash) over (
            partition by list_dates.data_source, list_dates.package_ndc order by list_dates.list_date
        ) as facts_hash_before
    from list_dates
    left join told
        on
            list_dates.data_source = told.data_source
            and list_dates.package_ndc = told.package_ndc
            and list_dates.list_date = told.list_date
),

turns as (
    select
        *,
        lead(list_date) over (partition by data_source, package_ndc order by list_date) as changed_on,
        lead(facts_hash) over (partition by data_source, package_ndc order by list_date) as next_facts_hash
    from states
    where facts_hash is distinct from facts_hash_before
),

shortage_history as (
    select
        turns.data_source,
        turns.package_ndc,
        turns.list_date as valid_from,
        coalesce({{ mesh_macros.add_days('turns.changed_on', -1) }}, date '9999-12-31') as valid_to,
        case when turns.facts_hash_before is null then 'new' else 'changed' end as started_by,
        case
            when turns.changed_on is null then null
            when turns.next_facts_hash is null then 'gone'
            else 'changed'
        end as ended_by,
        told.listings,
        told.{{ supply_chain.shortage_facts() | join(',\n        told.') }}
    from turns
    inner join told
        on
            turns.data_source = told.data_source
            and turns.package_ndc = told.package_ndc
            and turns.list_date = told.list_date
)

select * from shortage_history
