-- What narrows a claim.

alter table claim add column qualifier varchar;
comment on column claim.qualifier is 'event: a part in one event is denied, not the proposition; exclusive: "only in"; shared: "also in"; NULL where nothing narrows it.';
