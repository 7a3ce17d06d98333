create or replace view v_quotes as
select
    quote.quote_id,
    array_to_string(
        list_transform(quote.spans, lambda span: substr(version.text, span."start" + 1, span."end" - span."start")),
        ' ... '
    ) as words,
    quote.kind,
    quote.cue,
    quote.cue_class,
    quote.negated,
    quote.speaker,
    list_sort(list_filter(
        list_transform(quote.speakers, lambda id: names.by_id[id]),
        lambda name: name is not null
    )) as speakers,
    quote.speaker_rule,
    quote.speaker_confidence,
    quote.via,
    quote.parent_id,
    articles.outlet,
    articles.url,
    articles.article_id,
    articles.version_id,
    articles.is_current,
    articles.published,
    quote."start",
    quote."end",
    quote.engine,
    quote.rule,
    quote.confidence
from quote
join article_version as version using (version_id)
join v_articles as articles using (version_id)
cross join (select map_from_entries(list((entity_id, name))) as by_id from entity) as names;
comment on view v_quotes is 'Every quotation with its words, cue, speaker as named and the entities behind the speaker.';
