select *
from v_source_health
order by source_id nulls last;
