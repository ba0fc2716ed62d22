{{ mesh_macros.feed_quality(ref('supply_chain_feed_rows'), ref('supply_chain_rejects')) }}
