delete from feed
where source_id = $source_id;
