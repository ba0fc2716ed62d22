{#  Entities of sources that keep an account of every claim: what was charged, who was to pay, and what was paid. #}

{#  The entity `claim_account`: the claim as a whole. It stays text: its lines are typed when they have been put together. #}
{% macro claim_account() -%}
    {{ return({
        'claim_id': 'varchar',
        'claim_type': 'varchar',
        'member_id': 'varchar',
        'plan': 'varchar',
        'claim_start_date': 'varchar',
    }) }}
{%- endmacro %}

{#  The entity `account_entry`: a charge opens a line, a transfer hands on what is owed, a payment settles it.

    entry_number  the place among the entries of the claim
    owed_by       of a charge or a transfer: whose turn it is to pay, 1 the first insurer, 2 the second, p the patient #}
{% macro account_entry() -%}
    {{ return({
        'entry_id': 'varchar',
        'claim_id': 'varchar',
        'entry_number': 'integer',
        'entry_type': ['CHARGE', 'PAYMENT', 'TRANSFERIN', 'TRANSFEROUT'],
        'owed_by': ['1', '2', 'p'],
        'payment_method': 'varchar',
        'payment_amount': 'decimal(18,2)',
    }) }}
{%- endmacro %}
