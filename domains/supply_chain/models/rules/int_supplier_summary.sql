with {{ supply_chain.po_line_judged(ref('int_po_line'), ref('int_receipt')) }},

{{ supply_chain.supplier_counts(['supplier_id']) }}

select * from supplier_counts
