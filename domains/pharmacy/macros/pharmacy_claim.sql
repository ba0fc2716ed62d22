{#  The entity `pharmacy_claim`: one transaction between pharmacy and payer as sent, or one final fill of feeds that send no
    transactions. days_supply and ndc_code stay text: rules R-RX-03 and R-RX-01 judge them, and the fill is kept either way.

    adjustment_style  reverse: transactions that rule R-RX-02 nets; debit_credit: events of CMS that rule R-CLM-04 nets;
                      final_only: the feed tells the outcome
    declared_state    that outcome: active, reversed or rejected; null for transactions
    adjustment_type   of an event of CMS: 0 original, 1 cancellation, 2 adjustment; it takes effect on effective_date
    final_action      Y when the source marks this state of the event as the one that stands; null when it marks none
    dispensing_status of an event of CMS: C complete, P partial #}
{% macro pharmacy_claim() -%}
    {{ return({
        'transaction_id': 'varchar',
        'member_id': 'varchar',
        'pharmacy_id': 'varchar',
        'prescriber_npi': 'varchar',
        'rx_number': 'varchar',
        'fill_number': 'integer',
        'date_of_service': 'date',
        'transaction_code': ['B1', 'B2', 'B3'],
        'response_status': 'varchar',
        'transaction_ts': 'timestamp',
        'dispensing_status': 'varchar',
        'adjustment_type': ['0', '1', '2'],
        'final_action': ['Y', 'N'],
        'effective_date': 'date',
        'adjustment_style': ['reverse', 'debit_credit', 'final_only'],
        'declared_state': ['active', 'reversed', 'rejected'],
        'ndc_code': 'varchar',
        'ndc_numeric': 'integer',
        'therapeutic_area': 'varchar',
        'quantity': 'decimal(18,4)',
        'quantity_unit': 'varchar',
        'days_supply': 'varchar',
        'refills_authorized': 'integer',
        'daw_code': 'varchar',
        'compound_flag': 'varchar',
        'submission_clarification_code': 'varchar',
        'lot': 'varchar',
        'charge_amount': 'decimal(18,2)',
        'allowed_amount': 'decimal(18,2)',
        'paid_amount': 'decimal(18,2)',
        'patient_paid_amount': 'decimal(18,2)',
        'copay_amount': 'decimal(18,2)',
        'coinsurance_amount': 'decimal(18,2)',
        'deductible_amount': 'decimal(18,2)',
        'paid_date': 'date',
    }) }}
{%- endmacro %}

{#  Values without which a row cannot count, and when. A reversal repeats only what identifies the fill: it needs neither a
    member nor an amount. A paid amount must be told where it decides what the fill cost. #}
{% macro pharmacy_claim_required() -%}
    {{ return({
        'date_of_service': 'true',
        'rx_number': 'true',
        'adjustment_style': 'true',
        'declared_state': "adjustment_style = 'final_only'",
        'adjustment_type': "adjustment_style = 'debit_credit'",
        'transaction_code': "adjustment_style = 'reverse'",
        'response_status': "adjustment_style = 'reverse'",
        'transaction_ts': "adjustment_style = 'reverse'",
        'pharmacy_id': "adjustment_style = 'reverse'",
        'fill_number': "adjustment_style = 'reverse'",
        'member_id': "coalesce(transaction_code, '') <> 'B2'",
        'paid_amount': "declared_state = 'active' or (transaction_code in ('B1', 'B3') and response_status = 'P')",
    }) }}
{%- endmacro %}
