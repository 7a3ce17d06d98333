-- Each feed with the addresses of its last reading, in their order.
select
    feed.*,
    coalesce(list(feed_entry.url order by feed_entry.position) filter (where feed_entry.position is not null), [])
        as listed
from feed
left join feed_entry using (feed_id)
group by all;
