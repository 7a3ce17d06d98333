-- The last page at this address that was kept and not stored: held, or taken for a wall.
select source_id, url, final_url, sha256, content_type, started_at
from fetch_attempt
where $url in (url, final_url) and outcome in ('held', 'walled') and sha256 is not null
order by started_at desc
limit 1;
