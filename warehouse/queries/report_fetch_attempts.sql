select *
from fetch_attempt
where outcome in ('failed', 'refused', 'walled', 'held', 'under-fetched', 'deferred')
    and run_id in (select run_id from run order by started_at desc limit 1)
order by source_id, url;
