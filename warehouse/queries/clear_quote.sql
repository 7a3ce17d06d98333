delete from quote
where version_id in (select unnest($version_ids));
