create or replace view v_failure as
with newest as (
    select *
    from fetch_attempt
    qualify row_number() over (
        partition by source_id, url
        -- A feed that was read and held no links failed.
        order by started_at desc, outcome = 'discovered', fetch_id desc
    ) = 1
)
select
    source_id,
    url,
    outcome,
    status,
    -- One cause whatever number of bytes or seconds the reason names; flows/operating/causes.py says it of a run.
    case
        when reason like 'the server answered %' then regexp_extract(reason, '^the server answered [0-9]+')
        else regexp_replace(split_part(split_part(reason, ': rule ', 1), ';', 1), '[0-9]+([.,][0-9]+)*', 'N', 'g')
    end as cause,
    reason,
    -- A page that is gone stays gone, and what the rules refuse they refuse again.
    outcome in ('failed', 'walled') and coalesce(status not in (401, 403, 404, 410, 451), true) as may_pass,
    sha256,
    content_type,
    started_at as failed_at,
    run_id,
    fetch_id
from newest
where outcome in ('failed', 'refused', 'walled', 'held', 'under-fetched') and reason not like 'forgotten on %';
comment on view v_failure is 'Every address whose newest attempt failed, with its cause; may_pass marks those that hearsay retry takes up.';
