select max(started_at)
from run
where command = 'run' and exit_code in (0, 3);
