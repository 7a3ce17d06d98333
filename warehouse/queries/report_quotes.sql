select *
from v_quotes
order by published nulls last, outlet, version_id, "start", quote_id;
