select
    version.version_id,
    article.url
from article_version as version
join article using (article_id)
where version.version_id in (select unnest($version_ids));
