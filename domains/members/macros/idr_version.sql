{#  Columns of every history of the Integrated Data Repository. Each change of a record is a row of its own: the row of the latest
    transaction counts, those before it never happened.

    record   what tells the records of a beneficiary apart, besides the transaction #}
{% macro idr_version(record) -%}
    {{ mesh_macros.qualified('BENE_SK') }} as member_id,
    {{ mesh_macros.joined_text(['_feed', record, 'IDR_TRANS_EFCTV_TS']) }} as record_key,
    case when IDR_LTST_TRANS_FLG = 'N' then 'void' else 'add' end as action_code
{%- endmacro %}
