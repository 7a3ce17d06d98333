select 'mention' as repeated, mention_id as id
from mention
group by mention_id
having count(*) > 1
union all
select 'quote', quote_id
from quote
group by quote_id
having count(*) > 1
union all
select 'date_mention', date_id
from date_mention
group by date_id
having count(*) > 1
union all
select 'claim', claim_id
from claim
group by claim_id
having count(*) > 1;
