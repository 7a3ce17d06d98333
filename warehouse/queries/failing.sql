-- Feeds and listings are left out: every run reads them.
select
    failing.source_id,
    failing.url,
    attempt.final_url,
    failing.sha256,
    failing.content_type,
    failing.failed_at,
    failing.reason,
    failing.may_pass
from v_failure as failing
join fetch_attempt as attempt using (fetch_id)
where ($source_id is null or failing.source_id = $source_id) and failing.outcome not in ('held', 'under-fetched')
    and failing.url not in (select url from fetch_attempt where outcome = 'discovered')
    -- Lists are read by every run, and so are the files below a sitemap's index.
    and failing.url not in (select url from feed)
    and not regexp_matches(failing.url, '[.](xml|xml[.]gz|rss|atom)$')
order by failing.source_id, failing.url;
