-- What these persons say or relay, and every quotation inside it.
with recursive said as (
    select quote_id
    from quote
    where list_has_any(speakers, $entity_ids)
        or via in (select unnest($names))
        or exists (
            from mention
            where mention.version_id = quote.version_id
                and mention.surface = quote.via
                and mention.entity_id in (select unnest($entity_ids))
        )
    union
    select quote.quote_id
    from quote
    join said on quote.parent_id = said.quote_id
)
select quote_id
from said;
