delete from quote
where quote_id in (select unnest($quote_ids));
