select quote.version_id, quote."start", quote.cue, quote.speaker
from quote
left join article_version as version using (version_id)
where version.text is null
    or quote."end" > length(version.text)
    or (quote.cue is not null and substr(version.text, quote.cue_start + 1, quote.cue_end - quote.cue_start) <> quote.cue)
    or (
        quote.speaker is not null
        and substr(version.text, quote.speaker_start + 1, quote.speaker_end - quote.speaker_start) <> quote.speaker
    );
