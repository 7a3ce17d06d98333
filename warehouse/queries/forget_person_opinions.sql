-- Opinions are asked for the sentences of claims: where no claim is left, none stays.
delete from opinion
where not exists (
    from claim
    where claim.version_id = opinion.version_id
        and claim.topic = opinion.topic
        and claim.proposition = opinion.proposition
        and claim."start" < opinion."end"
        and opinion."start" < claim."end"
);
