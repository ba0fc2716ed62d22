with recursive {{ claims.claim_family(ref('int_claim_version')) }},

family_dates as (
    select
        family_id,
        min(adjudication_date) as first_adjudication_date,
        max(adjudication_date) as last_adjudication_date
    from versions_in_order
    group by family_id
),

last_version as (
    select
        *,
        coalesce(frequency_code = '8', false) as is_void
    from versions_in_order
    where version_number = n_versions
),

claim_final as (
    select
        last_version.family_id,
        case when not last_version.is_void then last_version.claim_id end as final_claim_id,
        case when last_version.is_void then 'void' else coalesce(last_version.claim_status, 'paid') end as final_status,
        cast(case when last_version.is_void then 0 else last_version.paid end as decimal(18, 2)) as paid,
        cast(last_version.n_versions as integer) as n_versions,
        last_version.orphan_flag,
        last_version.version_key,
        family_dates.first_adjudication_date,
        family_dates.last_adjudication_date
    from last_version
    inner join family_dates
        on last_version.family_id = family_dates.family_id
)

select * from claim_final
