-- Every name under which a person is listed or mentioned.
select entity_id, name, true as is_canonical
from entity
where type = 'PERSON'
union
select mention.entity_id, mention.surface, false
from mention
join entity using (entity_id)
where entity.type = 'PERSON' and mention.kind = 'name';
