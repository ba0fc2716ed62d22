with mapped as (
    {{ mesh_macros.union_mappings(
        [
            ref('map_sample__eligibility'),
            ref('map_desynpuf__beneficiary'),
            ref('map_carebridge__member'),
            ref('map_carebridge__enrollment'),
            ref('map_tuva__eligibility'),
            ref('map_synthea__patient'),
            ref('map_synthea__payer_transition'),
            ref('map_cclf__beneficiary'),
            ref('map_idr__beneficiary'),
            ref('map_idr__entitlement'),
            ref('map_idr__entitlement_reason'),
            ref('map_idr__medicare_status'),
            ref('map_idr__dual_status'),
            ref('map_idr__enrollment'),
        ],
        members.eligibility(),
    ) }}
),

keyed as (
    select
        {%- for name in mesh_macros.lineage_columns() %}
        {{ name }},
        {%- endfor %}
        {%- for name in members.eligibility() if name != 'record_key' %}
        {{ name }},
        {%- endfor %}
        {{ members.eligibility_record_key() }} as record_key
    from mapped
)

select * from keyed
