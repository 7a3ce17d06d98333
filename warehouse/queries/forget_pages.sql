-- Pages that only forgotten attempts and versions brought.
delete from page
where (
        sha256 in (select sha256 from fetch_attempt where fetch_id in (select unnest($fetch_ids)))
        or sha256 in (select page_sha256 from article_version where version_id in (select unnest($version_ids)))
    )
    and sha256 not in (
        select sha256
        from fetch_attempt
        where sha256 is not null and fetch_id not in (select unnest($fetch_ids))
    )
    and sha256 not in (
        select page_sha256
        from article_version
        where version_id not in (select unnest($version_ids))
    );
