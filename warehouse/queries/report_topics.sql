select *
from topic
order by topic;
