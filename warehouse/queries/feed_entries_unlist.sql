-- A new reading says what is listed; first forget what the last one said.
update feed_entry
set position = null
where feed_id = $feed_id
    and position is not null;
