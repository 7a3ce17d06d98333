delete from entity
where not exists (from mention where mention.entity_id = entity.entity_id)
    and not exists (from mention where list_contains(mention.members, entity.entity_id))
    and not exists (from quote where list_contains(quote.speakers, entity.entity_id))
    and not exists (from claim where claim.holder_entity = entity.entity_id or list_contains(claim.via_entities, entity.entity_id));
