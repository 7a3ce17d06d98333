select version_id
from v_articles
where is_current
    and $what in (url, cast(article_id as varchar), cast(version_id as varchar));
