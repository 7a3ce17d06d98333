-- The attempt stays as a record that something was tried; what it brought does not.
update fetch_attempt
set
    sha256 = null,
    etag = null,
    last_modified = null,
    version_id = null
where fetch_id in (select unnest($fetch_ids));
