-- The current version of each article, newest first.
select version_id
from v_articles
where is_current
order by published desc nulls last, first_seen_at desc, version_id
limit $most;
