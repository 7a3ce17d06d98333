-- Hosts that asked to be left alone, so that the next run leaves them alone too.

create table host_wait (
    host varchar primary key,
    until timestamptz not null
);
comment on table host_wait is 'Hosts that asked to be left alone (Retry-After) for longer than a run waits.';
comment on column host_wait.host is 'Host name as it was asked for.';
comment on column host_wait.until is 'No request is sent to it before this moment.';
