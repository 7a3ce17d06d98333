-- Note until when a host wants to be left alone; a longer wait wins.
insert into host_wait (host, until)
values ($host, $until)
on conflict (host) do update set until = greatest(until, excluded.until);
