{#  A notice has one number or several, and names packages and lots in its text: one row for each number, package and lot. #}
with feed as (
    select * from {{ source('raw_supply_chain', 'fda_recalls') }}
),

numbered as (
    select
        *,
        {{ supply_chain.recall_numbers('recall_number', 'product_description') }} as number_told
    from feed
),

packages as (
    select
        *,
        {{ mesh_macros.ndcs_in_text(
            "concat_ws(' ', product_description, " ~ mesh_macros.json_member('openfda', 'package_ndc') ~ ")"
        ) }} as package_ndc
    from numbered
),

lots as (
    select
        *,
        {{ supply_chain.lot_numbers("concat_ws(' ', code_info, more_code_info)") }} as lot
    from packages
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.qualified('upper(number_told)') }} as recall_id,
        package_ndc,
        lot,
        {{ supply_chain.recall_class('classification') }} as recall_class,
        {{ mesh_macros.squeezed('reason_for_recall') }} as reason,
        recall_initiation_date as initiated_date,
        {{ mesh_macros.iso_date_text('report_date', '%m/%d/%Y') }} as report_date,
        status,
        product_type,
        {{ mesh_macros.squeezed('product_description') }} as product_description,
        {{ mesh_macros.squeezed("concat_ws(' ', code_info, more_code_info)") }} as code_info,
        product_quantity,
        {{ mesh_macros.squeezed('recalling_firm') }} as recalling_firm,
        distribution_pattern
    from lots
)

select * from renamed
