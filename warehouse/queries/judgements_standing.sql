select verdict, variant, name, type, reason, made_by, url, made_at
from v_judgement
where stands
order by made_at, variant;
