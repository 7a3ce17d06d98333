delete from claim
where holder_entity in (select unnest($entity_ids))
    or list_has_any(via_entities, $entity_ids)
    or list_has_any(via, $names)
    or holder in (select unnest($names))
    or quote_id in (select unnest($quote_ids));
