{{ mesh_macros.feed_quality(ref('claims_feed_rows'), ref('claims_rejects')) }}
