{#  The columns of a claim line that the worked case of R-CLM-03 names; entry_key as in `medical_claim`. #}
{% macro claim_line() -%}
    {{ return({'claim_id': 'varchar', 'line': 'integer', 'entry_key': 'ubigint', 'paid': 'decimal(18,2)'}) }}
{%- endmacro %}

{#  The shared staging of R-CLM-03 on those columns: rows typed and judged, and rows that a later delivery replaces. #}
{% macro claim_line_checked(relation) -%}
({{ mesh_macros.stage_checked(relation, claims.claim_line(), ['claim_id', 'line', 'entry_key'], ['entry_key']) }})
{%- endmacro %}

{% macro claim_line_resent(relation) -%}
({{ mesh_macros.stage_resent(claims.claim_line_checked(relation), claims.claim_line(), ['claim_id', 'line', 'entry_key']) }})
{%- endmacro %}
