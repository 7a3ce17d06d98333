delete from judgement
where url in (select unnest($urls));
