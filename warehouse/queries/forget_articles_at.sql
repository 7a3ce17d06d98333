-- The articles at these addresses, also those that were fetched through another one.
select article_id
from article
where url in (select unnest($urls))
union
select version.article_id
from fetch_attempt as attempt
join article_version as version using (version_id)
where attempt.url in (select unnest($urls)) or attempt.final_url in (select unnest($urls));
