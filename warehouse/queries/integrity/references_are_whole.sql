select 'mention' as referring, mention_id as id
from mention
where entity_id is not null and entity_id not in (select entity_id from entity)
union all
select 'claim holder', claim_id
from claim
where holder_entity is not null and holder_entity not in (select entity_id from entity)
union all
select 'claim quote', claim_id
from claim
where quote_id is not null and quote_id not in (select quote_id from quote)
union all
select 'quote parent', quote_id
from quote
where parent_id is not null and parent_id not in (select quote_id from quote)
union all
select 'version article', version_id
from article_version
where article_id not in (select article_id from article)
union all
select 'version page', version_id
from article_version
where page_sha256 not in (select sha256 from page);
