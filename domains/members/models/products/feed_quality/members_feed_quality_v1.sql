{{ mesh_macros.feed_quality(ref('members_feed_rows'), ref('members_rejects')) }}
