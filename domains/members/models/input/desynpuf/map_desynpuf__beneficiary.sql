{#  DE-SynPUF tells how many months of a year a person was covered, not which: the first n months are imputed and marked.
    Hospital (HI), medical (SMI) and HMO months make medical coverage, the longest of them; PLAN months make rx coverage.
    A person without a covered month still has a record, so that no beneficiary is lost. #}
with feed as (
    select * from {{ source('raw_members', 'desynpuf_beneficiary') }}
),

states as (
    select * from {{ ref('reference', 'ssa_state') }}
),

months_counted as (
    select
        *,
        coalesce(BENE_YEAR, nullif(regexp_extract(_file_name, 'DE1_0_([0-9]{4})', 1), '')) as coverage_year,
        greatest(
            coalesce(try_cast(BENE_HI_CVRAGE_TOT_MONS as integer), 0),
            coalesce(try_cast(BENE_SMI_CVRAGE_TOT_MONS as integer), 0),
            coalesce(try_cast(BENE_HMO_CVRAGE_TOT_MONS as integer), 0)
        ) as medical_months,
        coalesce(try_cast(PLAN_CVRG_MOS_NUM as integer), 0) as rx_months
    from feed
),

coverages as (
    select
        *,
        'medical' as coverage_type,
        medical_months as months
    from months_counted
    union all
    select
        *,
        'rx' as coverage_type,
        rx_months as months
    from months_counted
    where rx_months > 0
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.qualified('DESYNPUF_ID') }} as member_id,
        {{ members.gender('BENE_SEX_IDENT_CD') }} as gender,
        {{ members.cms_race('BENE_RACE_CD') }} as race,
        BENE_BIRTH_DT as birth_date,
        BENE_DEATH_DT as death_date,
        BENE_COUNTY_CD as county,
        coalesce(states.state, SP_STATE_CODE) as state,
        'Medicare' as payer,
        'Medicare' as plan,
        'medicare' as line_of_business,
        coverage_type,
        coverage_year,
        '1' as coverage_imputed,
        case
            when months between 1 and 12
                then coalesce(coverage_year || '-01-01', 'year unknown: name the file DE1_0_<year>_... or send BENE_YEAR')
            when months > 12 then cast(months as varchar) || ' months'
        end as enrollment_start_date,
        case
            when months between 1 and 12
                then strftime(
                    last_day(cast(coverage_year || '-' || lpad(cast(months as varchar), 2, '0') || '-01' as date)),
                    '%Y-%m-%d'
                )
        end as enrollment_end_date
    from coverages
    left join states
        on coverages.SP_STATE_CODE = states.code
)

select * from renamed
