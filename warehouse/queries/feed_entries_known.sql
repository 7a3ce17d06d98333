-- Every entry that a feed ever showed.
select entry_id
from feed_entry
where feed_id = $feed_id;
