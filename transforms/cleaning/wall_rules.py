"""The pages that stand in an article's place: small named rules, each with an invented example and a counterexample."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class WallKind(StrEnum):
    """What a wall asks of the reader, or what it hides."""

    CONSENT = "consent page"
    PAYWALL = "paywall"
    BOT = "bot wall"
    ERROR = "error page with status 200"


@dataclass(frozen=True, slots=True, kw_only=True)
class WallRule:
    """A page is a wall when everything that the rule names holds; what is None or False is not asked.

    `address` searches the final address, `title` must be the whole title, heading or a part of one, `marks` searches
    the markup, `words` all words that stand on the page, scripts excepted. `longest` and `most_body` are characters on
    the whole page and in the article that cleaning found: a real article is longer. `unpaid` asks for JSON-LD that
    says the page is not free. `example` is a page that the rule finds, `spared` one that it must leave alone.
    """

    name: str
    kind: WallKind
    address: re.Pattern[str] | None = None
    title: re.Pattern[str] | None = None
    marks: re.Pattern[str] | None = None
    words: re.Pattern[str] | None = None
    unpaid: bool = False
    longest: int = 3000
    most_body: int = 1000
    example: str
    spared: str
    example_address: str = "http://harbour-post.example/story"


def _seek(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)


def _page(title: str, *lines: str, head: str = "") -> str:
    body = "".join(f"<p>{line}</p>" for line in lines)
    return f"<html><head><title>{title}</title>{head}</head><body><h1>{title}</h1>{body}</body></html>"


_STORY = (
    "The harbour board of Lower Minton voted on Tuesday to keep the old crane, after a debate that ran for two hours.",
    "Board member Ada Quill said the crane was the only one on the coast that still works by hand, and that it pays.",
)
_TEASER = "The board of Lower Minton met behind closed doors on Monday, and what it decided about the crane is new."
_UNPAID = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": "False"}</script>'
_PAID_BOX = '<div class="paywall-offer"></div>'

RULES: tuple[WallRule, ...] = (
    WallRule(
        name="consent-address",
        kind=WallKind.CONSENT,
        address=_seek(
            r"^https?://(?:consent|guce|cmp|cookie-?wall)\.|/(?:cookie-?wall|collectconsent|consent/?(?:\?|$))"
        ),
        words=_seek(r"\bcookies?\b|\bconsent\b|einwillig|zustimm|consentement"),
        longest=30_000,
        most_body=20_000,
        example=_page("Harbour Post", "We and our partners store cookies on your device.", "Accept all"),
        spared=_page("Ministry publishes consent form", *_STORY),
        example_address="https://consent.harbour-post.example/collect?back=story",
    ),
    WallRule(
        name="consent-page",
        kind=WallKind.CONSENT,
        title=_seek(
            r"""before\s+you\s+continue(?:\s+to\s+\S+)?|we\s+(?:value|respect|care\s+about)\s+your\s+privacy
            |your\s+privacy(?:\s+(?:choices|matters|settings))?|(?:cookie|privacy)\s+(?:consent|settings|preferences)
            |consent|manage\s+consent|we\s+use\s+cookies|datenschutz-?einstellungen|cookie-?zustimmung
            |wir\s+brauchen\s+ihre\s+(?:zustimmung|einwilligung)|gestion\s+des\s+cookies"""
        ),
        words=_seek(r"\bcookies?\b|\bconsent\b|einwillig|zustimm|consentement"),
        longest=12_000,
        most_body=6_000,
        example=_page("Before you continue", "The Harbour Post uses cookies. Choose what we may store.", "Reject all"),
        spared=_page("Before you continue to sail, read this", *_STORY, "No cookies were served at the meeting."),
    ),
    WallRule(
        name="consent-or-pay",
        kind=WallKind.CONSENT,
        words=_seek(
            r"""mit\s+werbung\s+(?:und\s+(?:tracking|cookies)\s+)?(?:weiter\s?)?lesen|\bpur-abo\b
            |accept\s+(?:all\s+)?(?:cookies|ads|advertising)\s+or\s+(?:subscribe|pay|buy)
            |accepter\s+(?:les\s+cookies\s+)?(?:ou|et)\s+s['’]abonner"""
        ),
        most_body=1500,
        example=_page("Harbour Post", "To read on, accept cookies or subscribe for a small sum a month."),
        spared=_page("Papers ask readers to pay", *_STORY, "Readers accept ads or they do not, she said."),
    ),
    WallRule(
        name="browser-challenge",
        kind=WallKind.BOT,
        title=_seek(
            r"just\s+a\s+moment|one\s+moment,?\s+please|attention\s+required!?|please\s+wait"
            r"|(?:vercel\s+)?security\s+check(?:point)?|pardon\s+our\s+interruption|(?:ro)?bot\s+check|human\s+verification"
        ),
        marks=_seek(r"cdn-cgi/|cf[-_]chl|challenge|captcha|turnstile|vercel|distil|awswaf"),
        example=_page(
            "Just a moment...", "harbour-post.example has to look at your connection.", head="<link href='/cdn-cgi/x'>"
        ),
        spared=_page("Just a moment of calm at the harbour", *_STORY, head="<link href='/cdn-cgi/x'>"),
    ),
    WallRule(
        name="human-check",
        kind=WallKind.BOT,
        words=_seek(
            r"""checking\s+(?:if\s+the\s+site\s+connection\s+is\s+secure|your\s+browser\s+before)
            |(?:verify|verifying|confirm|mak(?:e|ing)\s+sure|let\s+us\s+know)\s+(?:that\s+)?you(?:\s+are|['’]re)\s+(?:not\s+)?(?:a\s+)?(?:human|robot|bot)
            |unusual\s+(?:traffic|activity)\s+from\s+your|enable\s+(?:js|javascript)\s+and\s+cookies\s+to\s+continue
            |complete\s+the\s+(?:security\s+check|captcha)|please\s+enable\s+js\s+and\s+disable
            |bestätigen\s+sie,?\s+dass\s+sie\s+(?:ein\s+mensch|kein\s+(?:roboter|bot))"""
        ),
        longest=1500,
        most_body=900,
        example=_page("Harbour Post", "Please verify that you are a human to read on."),
        spared=_page("Robots at the harbour", *(_STORY * 5), "A gate asked visitors to verify you are human."),
    ),
    WallRule(
        name="captcha-service",
        kind=WallKind.BOT,
        marks=_seek(
            r"captcha-delivery\.com|px-captcha|_incapsula_resource|awswafcaptcha|awswaf\.com|\bgeetest\b|sgcaptcha"
        ),
        longest=800,
        most_body=400,
        example=_page("harbour-post.example", head="<script src='https://ct.captcha-delivery.com/c.js'></script>"),
        spared=_page("Crane stays", *(_STORY * 2), head="<script src='https://ct.captcha-delivery.com/c.js'></script>"),
    ),
    WallRule(
        name="access-denied",
        kind=WallKind.BOT,
        title=_seek(
            r"""access\s+(?:to\s+this\s+(?:page|site)\s+)?(?:has\s+been\s+|is\s+)?denied|(?:error\s+)?403(?:\s+forbidden)?|forbidden
            |(?:sorry,?\s+)?you\s+have\s+been\s+blocked|(?:your\s+)?request\s+(?:was\s+|has\s+been\s+)?(?:blocked|rejected)
            |zugriff\s+verweigert|accès\s+refusé"""
        ),
        longest=2000,
        most_body=800,
        example=_page("Access Denied", "You have no permission for this page. Reference 18.7f."),
        spared=_page("Access denied: how a harbour kept its fishers out", *_STORY),
    ),
    WallRule(
        name="not-found",
        kind=WallKind.ERROR,
        title=_seek(
            r"""(?:error\s+|fehler\s+)?404(?:\s+error)?|(?:404\W+)?(?:(?:the|this)\s+)?(?:page|article|story|document|file|content|url|post)?
            \s*(?:was\s+|is\s+|could\s+)?(?:not\s+(?:be\s+)?found|no\s+longer\s+available|does\s+not\s+exist)(?:\W+404)?
            |(?:oops\W+)?(?:this\s+|the\s+|that\s+)?page\s+(?:is|isn['’]t|is\s+not|can['’]?t|cannot)\s+(?:be\s+found|available|unavailable)
            |(?:sorry,?\s+)?(?:we\s+)?(?:can['’]t|cannot|could\s?n['’]?o?t)\s+find\s+(?:that|this|the)\s+page(?:\s+you.{1,40})?
            |(?:sorry,?\s+)?the\s+page\s+you\s+(?:are|were|requested|.{1,20}for).{0,30}(?:not\s+exist|n['’]t\s+exist|not\s+found|be\s+found)
            |seite\s+nicht\s+gefunden|page\s+(?:non\s+trouvée|introuvable)|página\s+no\s+encontrada|pagina\s+non\s+trovata"""
        ),
        longest=6000,
        most_body=1500,
        example=_page("Page not found", "The address may have changed. Try the search, or start at the front page."),
        spared=_page("Page not found in the archive was never written, says historian", *_STORY),
    ),
    WallRule(
        name="server-error",
        kind=WallKind.ERROR,
        title=_seek(
            r"""(?:error\s+|http\s+)?50\d(?:\W+(?:internal\s+server\s+error|bad\s+gateway|service\s+(?:temporarily\s+)?unavailable|gateway\s+time-?out))?
            |internal\s+server\s+error|bad\s+gateway|service\s+(?:temporarily\s+)?unavailable|gateway\s+time-?out
            |(?:application|server|database|fatal)\s+error|error\s+establishing\s+a\s+database\s+connection
            |(?:oops,?\W+)?something\s+went\s+wrong|(?:an\s+)?(?:unexpected\s+)?error\s+(?:has\s+)?occurr?ed"""
        ),
        longest=3000,
        most_body=1000,
        example=_page("502 Bad Gateway", "The server behind this one does not answer."),
        spared=_page("Something went wrong at the harbour", *_STORY),
    ),
    WallRule(
        name="maintenance",
        kind=WallKind.ERROR,
        title=_seek(
            r"""(?:(?:scheduled|site|website|system)\s+)?(?:(?:is\s+)?(?:under|down\s+for|in)\s+)?(?:scheduled\s+)?maintenance(?:\s+mode)?
            |we(?:['’]ll|\s+will)\s+be\s+(?:right\s+)?back(?:\s+(?:soon|shortly))?|wartungsarbeiten|wartungsmodus"""
        ),
        words=_seek(
            r"\bback\s+(?:soon|shortly|online|in\s)|maintenance\s+(?:is|work|until|mode)|we\s+are\s+working|wartung"
        ),
        longest=1500,
        most_body=600,
        example=_page("Under maintenance", "We are working on the site and are back soon."),
        spared=_page(
            "Maintenance", *_STORY, "The crane is back soon from the yard, where it was painted and greased twice." * 5
        ),
    ),
    WallRule(
        name="parked-domain",
        kind=WallKind.ERROR,
        words=_seek(
            r"""(?:this\s+)?domain(?:\s+name)?\s+(?:\S+\s+)?(?:is|may\s+be)\s+(?:available\s+)?for\s+sale|buy\s+this\s+domain
            |this\s+domain\s+(?:name\s+)?(?:has\s+expired|is\s+parked)|diese\s+domain\s+steht\s+zum\s+verkauf"""
        ),
        longest=1500,
        most_body=800,
        example=_page("harbour-post.example", "This domain is for sale. Make an offer."),
        spared=_page("Town sells its name", *(_STORY * 4), "The domain is for sale, the mayor said."),
    ),
    WallRule(
        name="login-form",
        kind=WallKind.PAYWALL,
        title=_seek(
            r"(?:please\s+)?(?:sign|log)\s?-?in(?:\s+(?:or|to)\s+.{1,40})?|login|(?:jetzt\s+)?anmelden|se\s+connecter|register"
        ),
        marks=_seek(r"<input[^>]{1,300}type\s*=\s*[\"']?password"),
        longest=3000,
        most_body=600,
        example=_page("Sign in", "Readers with an account read on. <input type='password'>"),
        spared=_page("Sign in the window starts a quarrel", *_STORY, "<input type='password'>"),
    ),
    WallRule(
        name="subscribe-to-read-on",
        kind=WallKind.PAYWALL,
        words=_seek(
            r"""(?:subscribe|sign\s+up|register|log\s?in|sign\s+in|create\s+(?:a|an)\s+(?:free\s+)?account)\s+(?:now\s+|today\s+)?(?:to|and)
            \s+(?:continue|keep|finish)\s+reading|to\s+(?:continue|keep|finish)\s+reading,?\s+(?:this\s+(?:article|story),?\s+)?
            (?:please\s+)?(?:subscribe|sign|log|register|become|start)
            |(?:this|the\s+full)\s+(?:article|story|content|text)\s+is\s+(?:only\s+|exclusively\s+)?(?:for|available\s+to|reserved\s+for|exclusive\s+to)
            \s+(?:our\s+)?(?:paying\s+|registered\s+|premium\s+)?(?:subscribers|members)
            |you(?:['’]ve|\s+have)\s+(?:reached|used|read)\s+(?:all\s+)?your\s+(?:\w+\s+){0,3}(?:free\s+articles?|article\s+limit|limit\s+of)
            |um\s+weiter\s?zu\s?lesen|jetzt\s+weiterlesen\s+mit|weiterlesen\s+mit\s+\S+\s?(?:plus|\+)
            |(?:article|contenu|suite)\s+(?:est\s+)?réservée?s?\s+(?:à\s+nos|aux)\s+abonnés
            |(?:contenido|artículo)\s+exclusivo\s+para\s+(?:nuestros\s+)?suscriptores"""
        ),
        longest=6000,
        most_body=1500,
        example=_page("Crane decision", _TEASER, "Subscribe to continue reading."),
        spared=_page("Crane stays", *(_STORY * 8), "Subscribe to continue reading our stories tomorrow."),
    ),
    WallRule(
        name="declared-unpaid",
        kind=WallKind.PAYWALL,
        marks=_seek(
            r"(?:class|id)\s*=\s*[\"'][^\"']{0,300}(?:paywall|pay-wall|regwall|subscriber-only|premium-offer|tp-container)"
        ),
        unpaid=True,
        longest=8000,
        most_body=900,
        example=_page("Crane decision", _TEASER, _PAID_BOX, head=_UNPAID),
        spared=_page("Crane stays", *(_STORY * 8), _PAID_BOX, head=_UNPAID),
    ),
)
