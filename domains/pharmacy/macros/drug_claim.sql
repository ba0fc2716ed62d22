{#  Entities of sources that tell a prescription drug event in several tables. All stay text: the event is typed when it has been put
    together. `is_drug` tells the drugs from claims of other kinds that come in the same files. #}

{#  The entity `drug_claim`: who got the drug from whom, and what became of the event. #}
{% macro drug_claim() -%}
    {{ return({
        'claim_id': 'varchar',
        'is_drug': 'varchar',
        'member_id': 'varchar',
        'pharmacy_id': 'varchar',
        'prescriber_npi': 'varchar',
        'adjustment_type': 'varchar',
        'final_action': 'varchar',
        'effective_date': 'varchar',
        'patient_paid_amount': 'varchar',
        'paid_date': 'varchar',
    }) }}
{%- endmacro %}

{#  The entity `drug_claim_line`: what was dispensed and what it cost. #}
{% macro drug_claim_line() -%}
    {{ return({
        'claim_id': 'varchar',
        'claim_line_number': 'varchar',
        'is_drug': 'varchar',
        'rx_number': 'varchar',
        'date_of_service': 'varchar',
        'ndc_code': 'varchar',
        'quantity': 'varchar',
        'quantity_unit': 'varchar',
        'paid_amount': 'varchar',
    }) }}
{%- endmacro %}

{#  The repository's adjustment type as that of an event: a void (1) cancels; a replacement, a credit, a debit, a gross adjustment or a
    balance record (2, 3, 4, 5, 8) adjusts; an unknown one (9, ~) tells nothing, the event stands as it is. Another code is passed on. #}
{% macro idr_adjustment_type(column) -%}
    case
        when trim({{ column }}) in ('2', '3', '4', '5', '8') then '2'
        when trim({{ column }}) in ('9', '~') then '0'
        else {{ column }}
    end
{%- endmacro %}

{#  The name of an event: its claim and line. #}
{% macro idr_event_id(claim_id, claim_line_number) -%}
    {{ claim_id }} || '|' || {{ claim_line_number }}
{%- endmacro %}
