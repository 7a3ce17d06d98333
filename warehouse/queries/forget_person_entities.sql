delete from entity
where entity_id in (select unnest($entity_ids));
