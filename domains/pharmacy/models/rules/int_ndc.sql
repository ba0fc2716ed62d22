with ndc_raw as (
    select * from {{ ref('int_ndc_raw') }}
),

ndc_reference as (
    select distinct ndc11 from {{ ref('int_ndc_reference') }}
),

read_from_text as (
    select
        row_id,
        raw,
        numeric_feed,
        {{ mesh_macros.ndc11('raw', 'numeric_feed') }} as ndc11,
        {{ mesh_macros.ndc_status('raw', 'numeric_feed') }} as status
    from ndc_raw
),

candidates as (
    select
        row_id,
        {{ mesh_macros.ndc_candidate('trim(raw)', '4-4-2') }} as ndc11
    from read_from_text
    where status = 'unresolved_10'
    union
    select
        row_id,
        {{ mesh_macros.ndc_candidate('trim(raw)', '5-3-2') }} as ndc11
    from read_from_text
    where status = 'unresolved_10'
    union
    select
        row_id,
        {{ mesh_macros.ndc_candidate('trim(raw)', '5-4-1') }} as ndc11
    from read_from_text
    where status = 'unresolved_10'
),

known as (
    select
        candidates.row_id,
        count(*) as readings,
        min(candidates.ndc11) as ndc11
    from candidates
    inner join ndc_reference
        on candidates.ndc11 = ndc_reference.ndc11
    group by candidates.row_id
),

resolved as (
    select
        read_from_text.row_id,
        read_from_text.raw,
        read_from_text.numeric_feed,
        case when known.readings = 1 then known.ndc11 else read_from_text.ndc11 end as ndc11,
        case
            when known.readings = 1 then 'resolved_by_reference'
            when known.readings > 1 then 'ambiguous'
            else read_from_text.status
        end as status
    from read_from_text
    left join known
        on read_from_text.row_id = known.row_id
),

ndc as (
    select
        row_id,
        raw,
        numeric_feed,
        ndc11,
        {{ mesh_macros.ndc9('ndc11') }} as ndc9,
        status
    from resolved
)

select * from ndc
