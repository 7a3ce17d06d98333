delete from feed_entry
where feed_id in (select feed_id from feed where source_id = $source_id);
