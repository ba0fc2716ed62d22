-- Odd values that a rule flags while it keeps the row; transactions as first sent, without resends and copies.
create table flagged_row as
select 'sample_pharmacy_claim' as feed, ndc_status as kind, 'R-RX-01' as rule_id, count(*) as count
from rx_transaction
where ndc_status is not null
group by ndc_status
union all
select 'sample_pharmacy_claim' as feed, supply_status as kind, 'R-RX-03' as rule_id, count(*) as count
from rx_transaction
where supply_status is not null
group by supply_status;
