delete from mention
where entity_id in (select unnest($entity_ids)) or list_has_any(members, $entity_ids);
