select step, url, reason, met_at
from v_quarantine
order by met_at, url;
