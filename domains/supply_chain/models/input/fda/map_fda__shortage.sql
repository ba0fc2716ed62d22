{#  A row of the list names no package, one or several, in free text. Blank values are line ends. #}
with feed as (
    select * from {{ source('raw_supply_chain', 'fda_shortages') }}
),

packages as (
    select
        *,
        {{ mesh_macros.ndcs_in_text('"Presentation"') }} as package_ndc
    from feed
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        package_ndc,
        {{ supply_chain.listing_id([
            '"Generic Name"', '"Company Name"', '"Contact Info"', '"Presentation"', '"Type of Update"', '"Date of Update"',
            '"Availability Information"', '"Related Information"', '"Resolved Note"', '"Reason for Shortage"',
            '"Therapeutic Category"', '"Status"', '"Change Date"', '"Date Discontinued"', '"Initial Posting Date"',
        ]) }} as listing_id,
        {{ mesh_macros.squeezed('"Generic Name"') }} as generic_name,
        {{ mesh_macros.squeezed('"Company Name"') }} as company_name,
        {{ mesh_macros.squeezed('"Contact Info"') }} as contact_info,
        {{ mesh_macros.squeezed('"Presentation"') }} as presentation,
        {{ mesh_macros.squeezed('"Therapeutic Category"') }} as therapeutic_category,
        {{ supply_chain.shortage_status('"Status"') }} as status,
        {{ mesh_macros.squeezed('"Availability Information"') }} as availability,
        {{ mesh_macros.squeezed('"Related Information"') }} as related_information,
        {{ mesh_macros.squeezed('"Resolved Note"') }} as resolved_note,
        {{ mesh_macros.squeezed('"Reason for Shortage"') }} as shortage_reason,
        {{ supply_chain.list_date('"Initial Posting Date"') }} as initial_posting_date,
        {{ supply_chain.list_date('"Date of Update"') }} as update_date,
        {{ supply_chain.list_date('"Change Date"') }} as status_date,
        {{ supply_chain.list_date('"Date Discontinued"') }} as discontinued_date
    from packages
)

select * from renamed
