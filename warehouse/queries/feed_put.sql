insert or replace into feed
select
    $feed_id,
    $source_id,
    $url,
    $kind,
    $last_tried_at,
    $last_read_at,
    $last_new_at,
    $entries,
    $failures_in_a_row,
    $failing_since,
    $last_failure,
    $rest_until,
    $etag,
    $last_modified;
