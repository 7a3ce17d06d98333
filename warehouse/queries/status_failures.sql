select
    source_id,
    cause,
    count(*) as addresses,
    bool_or(may_pass) as may_pass,
    min(failed_at) as since,
    arg_max(url, failed_at) as example
from v_failure
group by source_id, cause
order by source_id nulls last, addresses desc, cause;
