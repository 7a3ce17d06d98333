delete from mention
where version_id in (select unnest($version_ids));
