-- What must not come back, and pages whose bytes were dropped.

create table tombstone (
    tombstone_id bigint primary key,
    kind varchar not null,
    subject varchar,
    salt varchar,
    digest varchar,
    reason varchar,
    forgotten_at timestamptz not null
);
comment on table tombstone is 'What a person had forgotten with hearsay forget, so that no later run brings it back.';
comment on column tombstone.tombstone_id is 'Derived from the kind and the address or source, or from the digest.';
comment on column tombstone.kind is 'url, source or person.';
comment on column tombstone.subject is 'The address or the source''s id; NULL for a person, whose name is not kept.';
comment on column tombstone.salt is 'Random text that was hashed with the name; NULL for an address or source.';
comment on column tombstone.digest is 'SHA-256 of salt and normalised name; NULL for an address or source.';
comment on column tombstone.reason is 'Why, in the words of the person who asked for it.';
comment on column tombstone.forgotten_at is 'When it was forgotten.';

alter table page alter column body drop not null;
alter table page add column dropped_at timestamptz;
comment on column page.body is 'The bytes, compressed with zstd; NULL after the source''s keep_days.';
comment on column page.dropped_at is 'When the bytes were dropped by the source''s keep_days; NULL while they are kept.';

comment on column fetch_attempt.outcome is 'stored, unchanged, not-modified, discovered, failed, refused, walled (a consent page, paywall, bot wall or error page) or held (far shorter than the last version).';
comment on column article_version.flags is 'Quality marks: thin, truncated, mostly-links, wrong-language, undated, paywall (a teaser).';
