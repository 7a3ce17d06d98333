-- Each page that was kept, once per address and content, as it was first received. A forgotten page is not among them.
select
    coalesce(attempt.final_url, attempt.url) as url,
    attempt.started_at as fetched_at,
    attempt.status,
    attempt.content_type,
    attempt.etag,
    attempt.last_modified,
    attempt.sha256
from fetch_attempt as attempt
join page on page.sha256 = attempt.sha256
-- Of a page whose keep_days are over only the hash is left.
where page.body is not null
    and ($source_id is null or attempt.source_id = $source_id)
    and ($since is null or attempt.started_at >= $since)
qualify row_number() over (partition by url, attempt.sha256 order by attempt.started_at) = 1
order by fetched_at, url;
