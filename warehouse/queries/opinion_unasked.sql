-- Sentences with a counted claim in present texts that this model was not asked about in this wording, oldest first.
select distinct
    claim.version_id,
    claim."start",
    claim."end",
    claim.topic,
    claim.proposition,
    proposition.statement,
    claim.sentence,
    substr(version.text, greatest(claim."start" - $before, 0) + 1, least(claim."start", $before)) as before
from claim
join v_articles as articles using (version_id)
join article_version as version using (version_id)
join proposition using (topic, proposition)
where articles.is_current
    and claim.scope = 'named'
    and not exists (
        from opinion
        where opinion.version_id = claim.version_id
            and opinion."start" = claim."start"
            and opinion."end" = claim."end"
            and opinion.topic = claim.topic
            and opinion.proposition = claim.proposition
            and opinion.statement = proposition.statement
            and opinion.model = $model
            and opinion.prompt_hash = $prompt_hash
            and (opinion.answer is not null or not $retry)
    )
order by claim.version_id, claim."start", claim.topic, claim.proposition;
