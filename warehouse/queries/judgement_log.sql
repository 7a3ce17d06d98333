select verdict, variant, name, type, reason, made_by, made_at, stands
from v_judgement
order by made_at, variant;
