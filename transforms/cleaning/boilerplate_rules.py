"""The lines that are none of an article's: small named rules, each with an example and a counterexample."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A paragraph that `pattern` finds is dropped unless it is longer than `longest`; with `ends`, all after it too.

    `example` is a line the rule drops, `spared` a similar line that it must keep; a test runs both. `cues` are words of
    which every line that the pattern finds holds one: they spare most lines a slow search.
    """

    name: str
    pattern: re.Pattern[str]
    example: str
    spared: str
    longest: int
    ends: bool
    cues: tuple[str, ...]

    def drops(self, line: str, folded: str) -> bool:
        """Return whether `line` is to be dropped; `folded` is the line in lower case."""
        if len(line) > self.longest or (self.cues and not any(cue in folded for cue in self.cues)):
            return False
        return self.pattern.search(line) is not None


def _rule(
    name: str,
    pattern: str,
    example: str,
    spared: str,
    *,
    longest: int = 250,
    ends: bool = False,
    cues: tuple[str, ...] = (),
) -> Rule:
    compiled = re.compile(pattern, re.IGNORECASE | re.VERBOSE)
    return Rule(name=name, pattern=compiled, example=example, spared=spared, longest=longest, ends=ends, cues=cues)


_MARK = r"^[\s>»→•▶*|\-–—\[(]*"

RULES: tuple[Rule, ...] = (
    # Pointers to other articles.
    _rule(
        "pointer",
        _MARK
        + r"""(?:(?:(?:read|see|watch)\s+(?:also|more|next|this|now)|(?:also|must|related|further|more)\s+(?:read
        |reading|watch|stories|story
        |coverage|news|articles?|posts?|content|links|on\s+this|in\s+this\s+section)|related|recommended
        |don['’]t\s+miss|you\s+may\s+also\s+like
        |more\s+from|up\s+next|in\s+case\s+you\s+missed\s+it|editor['’]s\s+picks?|most\s+read(?:\s+in)?
        |most\s+popular|trending(?:\s+now)?)
        \s*(?:[:|\-–—»>]|$|\b(?=[^.]*$)(?<=from)))""",
        "READ MORE: Bridge closed for a third week",
        "Read more slowly, the teacher told them, and the class obeyed.",
    ),
    _rule(
        "pointer-german",
        _MARK
        + r"""(?:lesen\s+sie\s+(?:auch|mehr|hier|dazu|jetzt)|auch\s+interessant|mehr\s+zum\s+thema|mehr\s+dazu
        |das\s+könnte\s+sie\s+auch\s+interessieren
        |zum\s+artikel|zum\s+thema|passend\s+dazu|weiterlesen|lesetipp
        |empfohlener\s+redaktioneller\s+inhalt)\s*(?:[:|»>…]|$)""",
        "Lesen Sie auch: Warum die Brücke gesperrt bleibt",
        "Lesen Sie auch zwischen den Zeilen, riet sie.",
    ),
    _rule(
        "pointer-other-languages",
        _MARK
        + r"""(?:lire\s+aussi|à\s+lire(?:\s+aussi)?|voir\s+aussi|lee\s+(?:también|además|más)
        |te\s+puede\s+interesar|leggi\s+anche
        |leia\s+(?:também|mais)|veja\s+também|lees\s+(?:ook|meer)|läs\s+(?:också|mer|även)|les\s+(?:også|mer)
        |læs\s+(?:også|mere)
        |čtěte\s+také|czytaj\s+(?:też|także|również)|ayrıca\s+oku)\s*(?:[:|»>]|$)""",
        "Lire aussi : le pont reste fermé",
        "Lire aussi lentement lui plaît.",
    ),
    # Calls to act.
    _rule(
        "click-here",
        _MARK + r"(?:please\s+)?(?:click|tap)\s+(?:here|on\s+the|through|below)\b|\bby\s+clicking\s+here\W*$",
        "CLICK HERE TO GET THE APP",
        "Click here, click there: visitors are lost on the new site, and they say so. A long survey of "
        "readers who gave up "
        "halfway shows how many of them never found the form that they had come for in the first place, nor "
        "the telephone "
        "number of the office that keeps it.",
        longest=140,
    ),
    _rule(
        "subscribe",
        r"""\b(?:(?:sign|signed)\s+up\s+(?:for|to|now|here|today)|subscribe\s+(?:to|now|today|here|for)
        |subscribing\s+to)\b
        [^.]*\b(?:newsletters?|emails?|e-mails?|alerts?|updates|inbox|channel|podcast|magazine|briefing|print|app
        |access|feed|offers?|free)\b""",
        "Sign up for our morning newsletter and get the day's news in your inbox.",
        "More than 300 farmers signed up for the scheme.",
    ),
    _rule(
        "newsletter",
        r"""^(?:[\w’']+\s+){0,6}(?:newsletter|inbox)s?\b\W*$|\bdelivered\s+(?:straight\s+
        |directly\s+)?to\s+your\s+(?:inbox|email)
        |\b(?:straight|directly)\s+to\s+your\s+inbox\b|\byou\s+can\s+unsubscribe\b|\bjetzt\s+(?:für\s+den
        |zum)\s+newsletter\b|\bnewsletter\s+(?:abonnieren|bestellen)""",
        "Get the day’s top stories delivered to your inbox.",
        "The letter was never delivered to the ministry.",
        cues=("newsletter", "inbox", "email", "unsubscribe"),
    ),
    _rule(
        "follow",
        r"""^(?:[\w’'\s]{0,30},?\s)?(?:follow|like|find|join|connect\s+with)\s+(?:us|me|him|her|them|the\s+author
        |@?\w+(?:\s\w+){0,2})\s+(?:and\s+\w+\s+)?
        on\s+(?:facebook|twitter|x\b|instagram|linkedin|youtube|whatsapp|telegram|tiktok|pinterest|social|google
        |bluesky|threads)|^follow\s+on\s+social\b""",
        "Follow us on Twitter and Facebook.",
        "Thousands now follow the trial on their phones.",
    ),
    _rule(
        "share",
        _MARK
        + r"""(?:share\s+(?:this|on|via|with|the|your|it)\b[^.]{0,60}|share|tweet|tweet\s+this|print|email|e-mail
        |copy\s+link|pin\s+it|teilen|partager
        |compartir|condividi|partilhar|delen|save|like\s+this\s+story\?.*|like\s+this:|like\s+loading.*
        |link\s+copied.*|advertisement|advertising
        |anzeige|werbung|publicité|publicidad|pubblicità|annonse|reklame|mainos|sponsored(?:\s+content)?|ad)\W*$""",
        "Share this article:",
        "Share prices fell on Monday.",
        longest=120,
    ),
    _rule(
        "app",
        r"""\b(?:download|get)\s+(?:the|our)\s+(?:[\w’']+\s+){0,3}app\b[^.]*$
        |\bavailable\s+on\s+(?:the\s+)?(?:app\s+store|google\s+play)\b""",
        "Download our free app for breaking news",
        "The ministry has no app.",
        cues=("app", "google"),
    ),
    # Notes that a page makes of itself.
    _rule(
        "affiliate",
        r"""\b(?:affiliate\s+(?:links?|commission|partner|program)|we\s+(?:may\s+|might\s+)?(?:earn|receive
        |get)\s+(?:an?\s+)?(?:affiliate\s+|small\s+)?commission|may\s+get\s+a\s+share\s+of\s+the\s+sale
        |we\s+may\s+(?:earn|receive|be\s+paid|be\s+compensated)|(?:if\s+you\s+)?(?:buy|purchase)\s+(?:something\s+
        |items?\s+)?through\s+(?:this|our|these)\s+(?:post|links?))\b""",
        "We may earn a commission if you buy through our links.",
        "The agents earn a commission of two percent on each sale.",
        longest=500,
        cues=("affiliate", "commission", "sale", "we may", "buy", "purchase"),
    ),
    _rule(
        "copyright",
        r"""^\W*(?:(?:copyright|©|\(c\))\s*(?:\(c\)|©|by|the)?\s*[^.]{0,80}(?:\b(?:19|20)\d\d\b
        |all\s+rights\s+reserved|inc\b|ltd\b)
        |all\s+rights\s+reserved|alle\s+rechte\s+vorbehalten|tous\s+droits\s+réservés
        |this\s+material\s+may\s+not\s+be\s+published)""",
        "© 2016 Sample Gazette. All rights reserved.",
        "Copyright law is what the two sides disagree about.",
    ),
    _rule(
        "photo-credit",
        r"""^\W*(?:(?:photo|photos|image|images|picture|photograph|photography|video|illustration|graphic|foto
        |fotos|bild|bilder|fotografía|imagen|crédit|credit)
        (?:\s*(?:credit|credits|courtesy|source|by))?\s*[:：©]|(?:featured?\s+)?(?:photo|image|picture)s?\s+(?:credit|courtesy|by
        |via)\b|featured?\s+image\b|\W*©\s*\S+)[^.]{0,90}\.?$""",
        "Photo: Jane Doe / Sample Agency",
        "Photos of the bridge were taken before dawn.",
        longest=120,
    ),
    _rule(
        "live-note",
        r"""^\W*(?:this\s+is\s+a\s+(?:breaking|developing)\s+(?:news\s+)?story|more\s+to\s+follow|more\s+follows
        |breaking\s+news\s+story\b)""",
        "This is a breaking news story, more to follow",
        "This is a developing country’s dilemma.",
    ),
    _rule(
        "consent",
        r"""\b(?:we\s+use\s+cookies|accept\s+(?:all\s+)?cookies|cookie\s+(?:policy|settings|preferences)
        |privacy\s+policy|terms\s+of\s+(?:use|service)
        |datenschutzerklärung|personenbezogene\s+daten\s+an\s+drittplattformen|enable\s+javascript
        |your\s+browser\s+(?:does\s+not|doesn['’]t)\s+support)\b""",
        "By entering your email address you agree to our Terms of Use and Privacy Policy.",
        "The cookies were baked by volunteers.",
        longest=400,
        cues=("cookie", "policy", "terms", "daten", "javascript", "browser"),
    ),
    # Readers' comments and what follows them: nothing of the article comes after.
    _rule(
        "comment-form",
        r"""^\W*(?:leave\s+a\s+(?:reply|comment)(?:\s*$|\s+(?:cancel|below|on|to|here|and)\b)|post\s+a\s+comment
        |add\s+(?:a|your)\s+comment|write\s+a\s+comment|your\s+email\s+address\s+will\s+not\s+be\s+published
        |required\s+fields\s+are\s+marked|join\s+the\s+(?:conversation|discussion)|join\s+our\s+commenting\s+forum
        |please\s+read\s+our\s+comment\s+policy
        |you\s+must\s+be\s+logged\s+in\s+to|(?:log|sign)\s+in\s+to\s+(?:leave|post|comment)
        |would\s+you\s+like\s+to\s+comment|schreiben\s+sie\s+einen\s+kommentar
        |kommentar\s+(?:schreiben|verfassen|hinterlassen)|laisser\s+un\s+commentaire|deja\s+(?:un|tu)\s+comentario
        |lascia\s+un\s+commento|deixe\s+(?:um|seu)\s+comentário)(?:\b|\W*$)""",
        "Leave a Reply",
        "Leave a reply-paid envelope on the desk.",
        longest=160,
        ends=True,
    ),
    _rule(
        "comment-count",
        r"""^\W*(?:\d+\s+)?(?:comments?|kommentare?|commentaires?|comentarios|commenti|reactions?
        |replies)(?:\s*\(?\d*\)?)?\W*$""",
        "3 Comments",
        "Comments by the minister were not reported.",
        longest=30,
        ends=True,
    ),
    _rule(
        "bloggers-like-this",
        r"^\W*(?:%?\w?\s*bloggers?\s+like\s+this\s*:?\s*$|like\s+loading)",
        "%d bloggers like this:",
        "Bloggers like this minister for his candour.",
        longest=60,
        ends=True,
    ),
    _rule(
        "filed-under",
        r"""^\W*(?:tags?|topics?|categories|category|filed\s+under|schlagw[oö]rter|themen|etiquetas|etiketler
        |mots[- ]clés|keywords|tagged(?:\s+with)?)\s*[:：]""",
        "Tags: bridge, ministry, roads",
        "Tags were found on both suitcases: one red, one blue.",
    ),
    _rule(
        "report-mistake",
        r"""\b(?:spotted\s+(?:an\s+)?(?:error|mistake|typo)|report\s+(?:an?\s+)?(?:error|typo|correction)
        |do\s+you\s+have\s+(?:a\s+story|information\s+you\s+want)
        |(?:^|have\s+you\s+)got\s+a\s+(?:tip|story|news\s+tip)\b[^.?]*(?=\?)|send\s+(?:us\s+)?(?:your\s+)?(?:tips
        |feedback)|contact\s+(?:us|the\s+author|our\s+news(?:room|\s+team))\s+(?:at|via|by))\b""",
        "Got a tip? Write to the news desk.",
        "He got a tip of two euros.",
        cues=("spotted", "report", "story", "information", "tip", "send", "contact"),
    ),
    # Who else worked on it, how to reach them and what a template puts where there is nothing.
    _rule(
        "contributors",
        r"""\bcontributed\s+(?:\w+\s+){0,2}to\s+this\s+(?:report|story|article|piece)\.?\W*$""",
        "Jane Doe in Sample City contributed to this report.",
        "The drought contributed to this winter's prices.",
        longest=200,
    ),
    _rule(
        "reach-the-writer",
        r"""^\W*(?:(?:reach|contact|e-?mail|write\s+to|follow)\s+[^.]{2,60}\s(?:at|on|via)\s+
        (?:\S*@\S+|twitter\b|https?:|\(?\+?\d)
        |e-?mail\s*:\s*\S+@\S+\W*$)""",
        "Reach the reporter at jane@gazette.example",
        "Reach the summit at dawn, the guide says.",
        longest=160,
    ),
    _rule(
        "latest-posts",
        r"^\W*latest\s+posts\s+by\s.{2,60}\(see\s+all\)\W*$",
        "Latest posts by Jane Doe (see all)",
        "Latest posts by the minister drew laughter.",
        longest=100,
        ends=True,
    ),
    _rule(
        "contents-label",
        r"^\W*(?:table\s+of\s+contents?|contents|in\s+this\s+(?:article|post|guide)|on\s+this\s+page|jump\s+to(?:\s+section)?"
        r"|inhaltsverzeichnis|sommaire|índice|no\s+items\s+found)\W*$",
        "Table of Contents",
        "Contents of the suitcase",
        longest=40,
    ),
    _rule(
        "programme-note-german",
        r"^\W*(?:dieses\s+thema\s+im\s+programm\s*:|über\s+dieses\s+thema\s+(?:berichtete?|wurde|sendete?)\b)",
        "Dieses Thema im Programm: Radio Muster | Nachrichten | 12:00 Uhr",
        "Dieses Thema im Programm der Partei fehlt.",
    ),
)
