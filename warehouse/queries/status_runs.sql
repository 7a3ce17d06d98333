-- A run that has no end was cut off when a later one began; the last one may be going on.
select
    run_id,
    command,
    started_at,
    finished_at,
    exit_code,
    case
        when finished_at is not null and exit_code = 0 then 'ok'
        when finished_at is not null and exit_code = 3 then 'partial'
        when finished_at is not null then 'failed'
        when lead(run_id) over (order by started_at) is not null then 'cut off'
        else 'running or cut off'
    end as state
from run
qualify row_number() over (order by started_at desc) <= $most or state like '%cut off'
order by started_at desc
limit 50;
