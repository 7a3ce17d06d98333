create or replace view v_opinion as
select
    opinion.topic,
    opinion.proposition,
    opinion.answer,
    opinion.reason,
    opinion.error,
    opinion.model,
    opinion.answered_by,
    opinion.prompt_hash,
    substr(version.text, opinion."start" + 1, opinion."end" - opinion."start") as sentence,
    opinion.statement,
    articles.outlet,
    articles.url,
    articles.is_current,
    opinion.version_id,
    opinion."start",
    opinion."end",
    opinion.question_id,
    opinion.raw,
    opinion.asked_at
from opinion
join article_version as version using (version_id)
join v_articles as articles using (version_id)
qualify row_number() over (
    partition by
        opinion.version_id,
        opinion."start",
        opinion."end",
        opinion.topic,
        opinion.proposition,
        opinion.model
    order by opinion.asked_at desc, opinion.opinion_id
) = 1;
comment on view v_opinion is 'The newest second opinion of each model on a sentence and a proposition, beside the rules, never over them.';
