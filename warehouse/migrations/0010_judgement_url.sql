-- A decision about two names may hold for one article only.

alter table judgement add column url varchar;
comment on column judgement.url is 'The article it holds for; NULL where it holds for all.';
