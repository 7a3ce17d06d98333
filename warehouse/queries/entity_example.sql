select
    substr(version.text, greatest(mention."start" - 70, 0) + 1, 70 + mention."end" - mention."start" + 70),
    articles.outlet
from mention
join article_version as version using (version_id)
join v_articles as articles using (version_id)
where mention.entity_id = $entity_id and mention.kind = 'name'
order by mention.version_id, mention."start"
limit 1;
