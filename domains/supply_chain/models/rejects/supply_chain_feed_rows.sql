{{ mesh_macros.feed_rows(
    [
        source('raw_supply_chain', 'sample_item'),
        source('raw_supply_chain', 'sample_item_uom'),
        source('raw_supply_chain', 'sample_location'),
        source('raw_supply_chain', 'sample_supplier'),
        source('raw_supply_chain', 'sample_lot'),
        source('raw_supply_chain', 'sample_purchase_order_line'),
        source('raw_supply_chain', 'sample_receipt'),
        source('raw_supply_chain', 'sample_inventory_movement'),
        source('raw_supply_chain', 'sample_contract_price'),
        source('raw_supply_chain', 'sample_invoice_line'),
        source('raw_supply_chain', 'sample_shortage'),
        source('raw_supply_chain', 'sample_recall'),
        source('raw_supply_chain', 'scms_delivery'),
        source('raw_supply_chain', 'fda_shortages'),
        source('raw_supply_chain', 'fda_recalls'),
    ],
    [
        'item', 'item_uom', 'location', 'supplier', 'lot', 'purchase_order_line', 'receipt', 'inventory_movement',
        'contract_price', 'invoice_line', 'shortage', 'recall', 'delivery',
    ],
    ref('supply_chain_rejects'),
) }}
