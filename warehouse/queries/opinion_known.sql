-- The newest answer to each question that was answered before.
select question_id, answered_by, answer, reason, error, raw, asked_at
from opinion
where question_id in (select unnest($question_ids))
    and (answer is not null or not $retry)
qualify row_number() over (partition by question_id order by asked_at desc, opinion_id) = 1;
