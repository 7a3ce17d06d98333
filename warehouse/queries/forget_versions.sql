select version_id
from article_version
where article_id in (select unnest($article_ids));
