{#  What names a claim of CMS over its versions, together with the person: the kind of file and some of its columns. Null, and with it
    a claim of its own, when one of them is not there. #}
{% macro natural_key(kind, columns) -%}
    _namespace || '{{ kind }}'
    {%- for column in columns %} || '|' || {{ mesh_macros.clean_text(column) }}{% endfor %}
{%- endmacro %}

{#  original, void or adjustment; text that is none of the three types stays, for staging to reject. #}
{% macro debit_credit_transaction(column) -%}
    {%- set type -%} {{ mesh_macros.debit_credit_type(column) }} {%- endset -%}
    case {{ type }} when '0' then 'original' when '1' then 'void' when '2' then 'adjustment' else {{ column }} end
{%- endmacro %}

{#  Which codes of a claim a product type stands for. P and 1 say once more what D and E say at their first position. #}
{% macro cms_code_level(column) -%}
    case trim({{ column }})
        when 'D' then 'header'
        when 'P' then 'principal'
        when 'A' then 'admitting'
        when 'E' then 'external'
        when '1' then 'external_first'
        when 'R' then 'reason'
        when 'S' then 'procedure'
        else {{ column }}
    end
{%- endmacro %}

{#  Kind of facility, kind of care and frequency, one character each. #}
{% macro cms_bill_type() -%}
    {{ mesh_macros.clean_text('CLM_BILL_FAC_TYPE_CD') }}
        || {{ mesh_macros.clean_text('CLM_BILL_CLSFCTN_CD') }}
        || coalesce({{ mesh_macros.clean_text('CLM_BILL_FREQ_CD') }}, '')
{%- endmacro %}

{#  Groups are sent with three digits or with four and a leading zero. #}
{% macro drg_without_zero(column) -%}
    case when {{ column }} like '0___' then substring({{ column }}, 2) else {{ column }} end
{%- endmacro %}

{#  Medicare's carriers tell of each line how it was processed: A (allowed), R (reprocessed) and S (secondary payer) never deny it;
    any other indicator does when the line has neither a payment nor an allowed amount. #}
{% macro carrier_line_status(indicator, paid, allowed) -%}
    case
        when
            {{ indicator }} not in ('A', 'R', 'S')
            and try_cast({{ paid }} as decimal(18, 2)) = 0
            and try_cast({{ allowed }} as decimal(18, 2)) = 0
            then 'denied'
        else 'paid'
    end
{%- endmacro %}

{#  The columns that the two Part B files of CCLF share. Payment denial code 0 denies the claim. #}
{% macro cclf_part_b(kind) -%}
    _adjustment_style as adjustment_style,
        _paid_level as paid_level,
        {{ mesh_macros.qualified('CUR_CLM_UNIQ_ID') }} as claim_id,
        CLM_LINE_NUM as claim_line_number,
        {{ claims.debit_credit_transaction('CLM_ADJSMT_TYPE_CD') }} as transaction_type,
        {{ claims.natural_key(kind, ['CLM_CNTL_NUM']) }} as natural_key,
        'professional' as claim_type,
        case when trim(CLM_CARR_PMT_DNL_CD) = '0' then 'denied' else 'paid' end as claim_status_code,
        {{ claims.carrier_line_status('CLM_PRCSG_IND_CD', 'CLM_LINE_CVRD_PD_AMT', 'CLM_LINE_ALOWD_CHRG_AMT') }} as line_status,
        CLM_PRCSG_IND_CD as denial_reason_code,
        {{ mesh_macros.qualified('BENE_MBI_ID') }} as member_id,
        'Medicare' as payer,
        'Medicare' as plan,
        {{ mesh_macros.cms_date('CLM_FROM_DT') }} as claim_start_date,
        {{ mesh_macros.cms_date('CLM_THRU_DT') }} as claim_end_date,
        {{ mesh_macros.cms_date('CLM_LINE_FROM_DT') }} as claim_line_start_date,
        {{ mesh_macros.cms_date('CLM_LINE_THRU_DT') }} as claim_line_end_date,
        CLM_POS_CD as place_of_service_code,
        CLM_LINE_HCPCS_CD as hcpcs_code,
        {{ mesh_macros.cms_date('CLM_EFCTV_DT') }} as adjudication_date,
        {{ mesh_macros.cms_date('CLM_IDR_LD_DT') }} as received_date,
        CLM_LINE_ALOWD_CHRG_AMT as allowed_amount,
        CLM_LINE_CVRD_PD_AMT as paid_amount
{%- endmacro %}
