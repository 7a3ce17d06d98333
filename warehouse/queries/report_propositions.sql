select *
from proposition
order by topic, proposition;
