select version_id
from article_version
order by first_seen_at, version_id;
