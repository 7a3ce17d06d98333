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
where ($source_id is null or failing.source_id = $source_id) and failing.outcome <> 'held'
    and failing.url not in (select url from fetch_attempt where outcome = 'discovered')
order by failing.source_id, failing.url;
