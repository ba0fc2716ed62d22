{{ mesh_macros.zip3_by_row(
    ref('int_person_zip'), 'row_id', 'zip_raw', ref('reference', 'zip3_population'), var('zip3_editions')
) }}
