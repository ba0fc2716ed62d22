{#  The oldest exports tell the first and the last calendar year of an insurance period, both included; such dates are imputed.
    Later ones tell the instants between which it held. The payer NO_INSURANCE stands for a time without insurance. #}
with feed as (
    select * from {{ source('raw_members', 'synthea_payer_transition') }}
),

payers as (
    select * from {{ ref('stg_payer') }}
),

periods as (
    select
        *,
        {{ mesh_macros.qualified('PAYER') }} as payer_id,
        coalesce(START_DATE, START_YEAR) as period_start,
        coalesce(END_DATE, END_YEAR) as period_end,
        {{ mesh_macros.list_items('_coverage_types', '|') }} as coverage_type
    from feed
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.qualified('PATIENT') }} as member_id,
        MEMBERID as subscriber_id,
        lower(OWNERSHIP) as subscriber_relation,
        payers.payer_name as payer,
        PAYER as plan,
        case when payers.payer_name <> 'NO_INSURANCE' then coverage_type end as coverage_type,
        case when length(period_start) = 4 then '1' else '0' end as coverage_imputed,
        case
            when payers.payer_id is null then 'payer unknown: send payers.csv'
            when length(period_start) = 4 then period_start || '-01-01'
            else substring(period_start, 1, 10)
        end as enrollment_start_date,
        case when length(period_end) = 4 then period_end || '-12-31' else substring(period_end, 1, 10) end as enrollment_end_date
    from periods
    left join payers
        on periods.payer_id = payers.payer_id
)

select * from renamed
