-- A page that several sources brought stays as long as the one that keeps longest.
update page
set
    body = null,
    dropped_at = $now
where body is not null
    and sha256 in (
        with chosen as (
            select
                unnest($source_ids) as source_id,
                unnest($days) as days
        ),
        kept as (
            select
                attempt.sha256,
                bool_or(coalesce(chosen.days, $default_days) is null) as is_forever,
                max(coalesce(chosen.days, $default_days)) as days
            from fetch_attempt as attempt
            left join chosen using (source_id)
            where attempt.sha256 is not null
            group by attempt.sha256
        )
        select kept.sha256
        from kept
        join page using (sha256)
        where not kept.is_forever
            and page.first_seen_at < $now - to_days(cast(kept.days as integer))
    );
