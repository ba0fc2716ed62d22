{#  A difference means that a claim lost lines, or that lines of an earlier version are counted. #}
with lines as (
    select
        family_id,
        count(*) as n_lines,
        sum(paid_amount) as paid_amount,
        sum(allowed_amount) as allowed_amount
    from {{ ref('claim_line_final', v=1) }}
    group by family_id
),

claim_final as (
    select * from {{ ref('claim_final', v=1) }}
),

compared as (
    select
        claim_final.family_id,
        case when claim_final.final_claim_id is not null then claim_final.n_lines else 0 end as expected_lines,
        coalesce(lines.n_lines, 0) as n_lines,
        claim_final.paid_amount,
        coalesce(lines.paid_amount, 0) as paid_on_lines,
        claim_final.allowed_amount,
        coalesce(lines.allowed_amount, 0) as allowed_on_lines
    from claim_final
    left join lines
        on claim_final.family_id = lines.family_id
)

select * from compared
where
    expected_lines <> n_lines
    or paid_amount <> paid_on_lines
    or allowed_amount <> allowed_on_lines
