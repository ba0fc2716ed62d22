{#  What each transaction changes: what bills takes the place of what stood before it, a reversal leaves nothing, and what was not
    accepted changes nothing. So the changes of a fill add up to what stands. A feed of final fills posts the outcome once. #}
{%- set amounts = ['paid', 'allowed', 'patient_paid'] -%}
with transactions as (
    select * from {{ ref('int_pharmacy_transaction') }}
),

{{ pharmacy.part_d_events(ref('int_part_d_claim'), ref('int_beneficiary_xref')) }},

postings as (
    select
        {{ pharmacy.fill_id() }} as fill_id,
        transaction_id,
        {{ pharmacy.transaction_place() }} as place,
        declared_state,
        case
            when declared_state is not null then 'final'
            when {{ pharmacy.is_accepted() }} and transaction_code = 'B1' then 'billing'
            when {{ pharmacy.is_accepted() }} and transaction_code = 'B2' then 'reversal'
            when {{ pharmacy.is_accepted() }} then 'rebill'
            when response_status = 'R' then 'rejected'
            when response_status = 'D' then 'duplicate'
            else 'ignored'
        end as entry_type,
        declared_state = 'active' or {{ pharmacy.is_billed() }} as bills,
        paid,
        allowed,
        patient_paid
    from transactions
    union all
    select
        {{ pharmacy.part_d_fill_id() }} as fill_id,
        cur_clm_uniq_id as transaction_id,
        lpad(cast(place as varchar), 10, '0') as place,
        cast(null as varchar) as declared_state,
        case when is_cancellation then 'reversal' when clm_adjsmt_type_cd = '2' then 'rebill' else 'billing' end as entry_type,
        not is_cancellation as bills,
        plan_payment as paid,
        drug_cost as allowed,
        bene_payment as patient_paid
    from in_order
),

standing as (
    select
        *,
        {{ mesh_macros.hash64(['fill_id']) }} as fill_key,
        {%- for amount in amounts %}
        case when bills then {{ amount }} else 0 end as {{ amount }}_after,
        {%- endfor %}
        entry_type in ('final', 'billing', 'reversal', 'rebill') as counts
    from postings
),

{#  Among what counts, the amount before is that of the transaction before; the rest keeps apart. #}
compared as (
    select
        *,
        {%- for amount in amounts %}
        coalesce(lag({{ amount }}_after) over among_alike, 0) as {{ amount }}_before,
        {%- endfor %}
        max(case when counts then place end) over so_far as last_accepted,
        max(case when bills then place end) over so_far as last_billed,
        lead(place) over (partition by fill_key order by place) as next_place
    from standing
    window
        among_alike as (partition by fill_key, counts order by place),
        so_far as (partition by fill_key order by place rows between unbounded preceding and current row)
),

fill_entry as (
    select
        transaction_id,
        fill_id,
        entry_type,
        {%- for amount in amounts %}
        cast(case
            when not counts then 0
            when {{ amount }}_after is not null or {{ amount }}_before <> 0
                then coalesce({{ amount }}_after, 0) - {{ amount }}_before
        end as decimal(18, 2)) as {{ amount }}_change,
        {%- endfor %}
        {{ pharmacy.fill_state('declared_state', 'last_accepted', 'last_billed') }} as state_after,
        case when next_place is null then 1 else 0 end as is_last
    from compared
)

select * from fill_entry
