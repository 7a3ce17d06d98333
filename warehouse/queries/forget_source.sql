delete from source
where source_id = $source_id;
