select
    version.version_id,
    version.text,
    version.body_start,
    version.dct,
    source.name,
    article.url
from article_version as version
join article using (article_id)
left join source using (source_id)
where version.version_id in (select unnest($version_ids));
