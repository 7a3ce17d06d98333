-- The state of every feed, sitemap and listing, and the entries it has shown.

create table feed (
    feed_id bigint primary key,
    source_id varchar not null,
    url varchar not null,
    kind varchar not null,
    last_tried_at timestamptz not null,
    last_read_at timestamptz,
    last_new_at timestamptz,
    entries integer,
    failures_in_a_row integer not null,
    failing_since timestamptz,
    last_failure varchar,
    rest_until timestamptz,
    etag varchar,
    last_modified varchar
);
comment on table feed is 'The state of a feed, sitemap or listing page after the last run that looked at it.';
comment on column feed.feed_id is 'Derived from the source and the address.';
comment on column feed.source_id is 'The source it belongs to.';
comment on column feed.url is 'Its address, as config/sources.toml names it.';
comment on column feed.kind is 'feed, sitemap or listing.';
comment on column feed.last_tried_at is 'When it was last asked for.';
comment on column feed.last_read_at is 'When it was last read, changed or not; NULL where it never was.';
comment on column feed.last_new_at is 'When an entry not seen before last came; at the first reading the newest date the entries give themselves, else the reading.';
comment on column feed.entries is 'Entries at its last reading; NULL where it was never read.';
comment on column feed.failures_in_a_row is 'Failures since it was last read.';
comment on column feed.failing_since is 'The first of these failures; NULL while it is well.';
comment on column feed.last_failure is 'The reason of the last of these failures.';
comment on column feed.rest_until is 'It is left out by runs before this moment; NULL where it is not.';
comment on column feed.etag is 'Validator for the next conditional request.';
comment on column feed.last_modified is 'Validator for the next conditional request.';

create table feed_entry (
    entry_id bigint primary key,
    feed_id bigint not null,
    url varchar not null,
    position integer,
    first_seen_at timestamptz not null
);
comment on table feed_entry is 'The addresses that a feed, sitemap or listing has shown. An unchanged feed is answered from here.';
comment on column feed_entry.entry_id is 'Derived from the feed and the address.';
comment on column feed_entry.feed_id is 'The feed.';
comment on column feed_entry.url is 'Address of an article.';
comment on column feed_entry.position is 'Its place at the last reading, from 0; NULL when the feed no longer lists it.';
comment on column feed_entry.first_seen_at is 'When the feed first showed it.';

comment on column fetch_attempt.outcome is 'stored, unchanged, not-modified, discovered (a feed was read), deferred (a feed was left out), under-fetched (a source gave too few addresses), failed or refused.';
