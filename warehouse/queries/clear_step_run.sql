delete from step_run
where version_id in (select unnest($version_ids));
