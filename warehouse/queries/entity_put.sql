insert into entity (entity_id, name, type, is_known)
select
    entity_id,
    max(name),
    any_value(type),
    bool_or(is_known)
from offered_entity
group by entity_id
on conflict (entity_id) do update set
    -- Of several spellings the last in order stays ("Haqqani network", not "HAQQANI NETWORK"), whichever came first.
    name = greatest(entity.name, excluded.name);
