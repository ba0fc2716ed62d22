with {{ supply_chain.recall_stock(ref('int_recalled_lot'), ref('int_trace_movement'), ref('int_dispense')) }},

{{ supply_chain.recall_dispensed() }}

select * from recall_dispense
