{#  The two claim feeds of the sample source have the same columns; they differ in what they declare. #}
{% macro sample_claim(relation) -%}
with feed as (
    select * from {{ relation }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        _adjustment_style as adjustment_style,
        _paid_level as paid_level,
        {{ mesh_macros.qualified('claim_id') }} as claim_id,
        {{ mesh_macros.qualified('original_claim_id') }} as original_claim_id,
        {{ mesh_macros.qualified('member_id') }} as member_id,
    {%- for name in claims.medical_claim_sent() if name not in (
        'adjustment_style', 'paid_level', 'claim_id', 'original_claim_id', 'member_id',
        'denial_reason_code', 'admitting_diagnosis_code', 'line_diagnosis_code',
        'diagnosis_code_6', 'diagnosis_code_7', 'diagnosis_code_8', 'diagnosis_code_9', 'diagnosis_code_10'
    ) %}
        {{ name }},
    {%- endfor %}
    from feed
)

select * from renamed
{%- endmacro %}
