{{ mesh_macros.feed_quality(ref('pharmacy_feed_rows'), ref('pharmacy_rejects')) }}
