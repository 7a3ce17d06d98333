delete from date_mention
where version_id in (select unnest($version_ids));
