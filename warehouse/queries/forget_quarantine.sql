delete from quarantine
where url in (select unnest($urls)) or version_id in (select unnest($version_ids));
