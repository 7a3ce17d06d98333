create or replace view v_feed_health as
with seen as (
    select
        feed_id,
        count(*) as entries_ever
    from feed_entry
    group by feed_id
)
select
    feed.source_id,
    source.name as outlet,
    feed.kind,
    feed.url,
    feed.last_read_at,
    feed.last_new_at,
    feed.entries,
    coalesce(seen.entries_ever, 0) as entries_ever,
    feed.failures_in_a_row,
    feed.failing_since,
    feed.last_failure,
    feed.rest_until
from feed
left join source using (source_id)
left join seen using (feed_id)
order by feed.failures_in_a_row desc, feed.source_id, feed.url;
comment on view v_feed_health is 'How each feed, sitemap and listing fares: last reading, last new entry, failures in a row, and until when it is left out.';
