-- Every address under which these articles were asked for, came or are known.
select url
from article
where article_id in (select unnest($article_ids))
union
select unnest([attempt.url, attempt.final_url])
from fetch_attempt as attempt
join article_version as version using (version_id)
where version.article_id in (select unnest($article_ids));
