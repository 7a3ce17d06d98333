create or replace view v_held as
select
    source_id,
    url,
    outcome,
    reason,
    sha256,
    content_type,
    started_at as held_at,
    run_id
from fetch_attempt
where outcome in ('held', 'walled', 'stored', 'unchanged', 'not-modified')
qualify row_number() over (
    partition by source_id, url
    order by started_at desc, fetch_id desc
) = 1
    and outcome = 'held';
comment on view v_held is 'Pages far shorter than the last version of their article: kept, not stored over it, until hearsay release accepts them or the page is whole again.';
