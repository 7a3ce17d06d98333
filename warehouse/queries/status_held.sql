select source_id, url, reason, held_at
from v_held
order by held_at, url;
