select verdict, variant, name, type, reason, made_by, url, made_at, stands
from v_judgement
order by made_at, variant;
