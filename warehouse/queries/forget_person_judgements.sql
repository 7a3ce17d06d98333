delete from judgement
where lower(variant) in (select lower(unnest($names))) or lower(name) in (select lower(unnest($names)));
