-- Decisions hold wherever a sentence stands: those go whose sentence stands in no other text.
delete from claim_judgement
where exists (
        from article_version
        where version_id in (select unnest($version_ids)) and contains(text, claim_judgement.sentence)
    )
    and not exists (
        from article_version
        where version_id not in (select unnest($version_ids)) and contains(text, claim_judgement.sentence)
    );
