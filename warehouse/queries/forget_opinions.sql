-- What a model was told of these texts, and said of them.
delete from opinion
where version_id in (select unnest($version_ids));
