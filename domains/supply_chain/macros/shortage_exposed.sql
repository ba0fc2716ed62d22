{#  R-SCM-07, shared by packages and products: which products are short, and who needs them.

    Packages are compared by labeler and product (ndc9): a list names one package size, the shelf and the fills hold others. A
    shortage that is resolved is none. Somebody needs a drug while its supply lasts and some days after.
    Result: CTEs up to `listed` (ndc9, and what the list says of its packages) and `needed` (ndc9, members
    exposed, of these members expected to refill, and when the first of them runs out). #}
{% macro shortage_exposed(shortages, member_fills) -%}
as_of_day as (
    {{ supply_chain.as_of_day() }}
),

listed as (
    select
        {{ mesh_macros.ndc9(mesh_macros.ndc11('package_ndc')) }} as ndc9,
        min(initial_posting_date) as listed_since,
        {{ mesh_macros.joined_values('availability') }} as availability,
        {{ mesh_macros.joined_values('shortage_reason') }} as shortage_reason
    from {{ shortages }}
    where
        lower(trim(status)) in ('current', 'to be discontinued')
        and {{ mesh_macros.ndc11('package_ndc') }} is not null
    group by {{ mesh_macros.ndc9(mesh_macros.ndc11('package_ndc')) }}
),

needed as (
    select
        {{ mesh_macros.ndc9('member_fills.ndc11') }} as ndc9,
        cast(count(distinct member_fills.person_id) as integer) as members_exposed,
        cast(count(distinct case
            when member_fills.is_refill_expected = 1 then member_fills.person_id
        end) as integer) as members_refilling,
        min(case when member_fills.is_refill_expected = 1 then member_fills.runout_date end) as first_runout_date
    from {{ member_fills }} as member_fills
    cross join as_of_day
    where member_fills.runout_date >= {{ mesh_macros.add_days('as_of_day.as_of', -var('grace_days')) }}
    group by {{ mesh_macros.ndc9('member_fills.ndc11') }}
)
{%- endmacro %}

{#  R-SCM-07: days until the stock is used up; null without demand. #}
{% macro days_of_stock(on_hand, daily_demand) -%}
    {{ supply_chain.six_places(on_hand ~ ' / nullif(cast(' ~ daily_demand ~ ' as double), 0)') }}
{%- endmacro %}

{#  R-SCM-07: how urgent a shortage is. Without demand the days of stock are unknown and the shortage is one to monitor. #}
{% macro exposure_level(on_shortage, days_on_hand) -%}
    case
        when {{ on_shortage }} = 0 then 'none'
        when {{ days_on_hand }} < {{ var('critical_days') }} then 'critical'
        when {{ days_on_hand }} < {{ var('watch_days') }} then 'watch'
        else 'monitor'
    end
{%- endmacro %}
