{{ config(materialized='view') }}

with {{ claims.ed_visit_claim(ref('int_ed_claim')) }}

select * from ed_visit_claim
