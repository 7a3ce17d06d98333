with present as (
    select distinct
        mention.entity_id,
        mention.version_id
    from mention
    where mention.kind = 'name' and mention.entity_id is not null
)
select
    entity.entity_id,
    entity.name,
    entity.type,
    entity.is_known,
    count(distinct present.version_id) as articles,
    list(distinct beside.entity_id) filter (where beside.entity_id is not null) as beside
from entity
join present using (entity_id)
left join present as beside
    on beside.version_id = present.version_id
    and beside.entity_id <> present.entity_id
group by all
order by entity.entity_id;
