update feed_entry
set position = listed.position
from (
    select
        unnest($entry_ids) as entry_id,
        unnest($positions) as position
) as listed
where feed_entry.entry_id = listed.entry_id;
