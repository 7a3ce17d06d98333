select *
from quarantine
order by met_at, url, step;
