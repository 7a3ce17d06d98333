select
    articles.*,
    version.text,
    version.body_start,
    version.captions
from v_articles as articles
join article_version as version using (version_id)
order by articles.published nulls last, articles.outlet, articles.url, articles.version_number;
