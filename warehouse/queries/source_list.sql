-- How each source and its feeds fare; one row a source.
with feeds as (
    select
        source_id,
        count(*) filter (where failures_in_a_row > 0) as feeds_failing,
        max(last_new_at) as last_new_entry_at,
        max(rest_until) filter (where rest_until > now()) as left_out_until
    from v_feed_health
    group by source_id
)
select
    health.source_id,
    health.articles,
    health.failures,
    health.last_success_at,
    feeds.last_new_entry_at,
    coalesce(feeds.feeds_failing, 0) as feeds_failing,
    feeds.left_out_until,
    health.last_failure
from v_source_health as health
left join feeds using (source_id)
where health.source_id is not null
order by health.source_id;
