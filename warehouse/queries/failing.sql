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
order by failing.source_id, failing.url;
