with history as (
    select * from {{ ref('int_shortage_history') }}
),

drug_shortage as (
    select
        data_source,
        package_ndc,
        valid_from,
        valid_to,
        started_by,
        ended_by,
        min(valid_from) over (partition by data_source, package_ndc) as first_listed_on,
        {{ mesh_macros.ndc11('package_ndc') }} as ndc11,
        {{ mesh_macros.ndc9(mesh_macros.ndc11('package_ndc')) }} as ndc9,
        {{ mesh_macros.ndc_status('package_ndc') }} as ndc_status,
        generic_name,
        company_name,
        contact_info,
        presentation,
        therapeutic_category,
        status,
        availability,
        related_information,
        resolved_note,
        shortage_reason,
        initial_posting_date,
        update_date,
        status_date,
        discontinued_date,
        cast(listings as integer) as listings
    from history
)

select * from drug_shortage
