delete from article
where article_id in (select unnest($article_ids));
