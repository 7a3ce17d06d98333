select kind, subject, reason, forgotten_at
from tombstone
order by forgotten_at, kind, subject;
