delete from claim
where version_id in (select unnest($version_ids));
