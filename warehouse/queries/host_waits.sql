-- The seconds for which each host still wants to be left alone.
select host, epoch(until) - epoch($now::timestamptz)
from host_wait
where until > $now;
