delete from claim_judgement
where lower(holder) in (select lower(unnest($names)));
