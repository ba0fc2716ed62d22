{#  An identifier made unique over all sources: the feed's declared namespace in front of it.

    Two payers may both call a member M00001. Qualified at the mapping, identifiers join on one column everywhere. #}
{% macro qualified(column) -%}
    _namespace || {{ mesh_macros.clean_text(column) }}
{%- endmacro %}
