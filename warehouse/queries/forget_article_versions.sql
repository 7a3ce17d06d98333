delete from article_version
where version_id in (select unnest($version_ids));
