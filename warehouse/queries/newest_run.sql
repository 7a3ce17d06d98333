select run_id
from run
order by started_at desc, run_id desc
limit 1;
