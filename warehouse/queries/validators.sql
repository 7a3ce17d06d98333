select
    url,
    arg_max(etag, started_at),
    arg_max(last_modified, started_at),
    arg_max(version_id, started_at)
from fetch_attempt
where outcome in ('stored', 'unchanged')
    and (etag is not null or last_modified is not null)
group by url;
