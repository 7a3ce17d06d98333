"""The words that the naming rules know, in groups. Lower case, lemmas where a group says nouns."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(text.split())


# Words that can stand last before a person's name as a title or office ("Foreign Minister X", "Gen. X").
TITLE_HEADS = _words("""
    president vice-president premier chancellor minister secretary undersecretary ambassador envoy consul diplomat
    representative adviser advisor aide director chairman chairwoman chairperson chair chief head leader governor
    lieutenant-governor mayor senator sen. senator-elect congressman congresswoman lawmaker mp deputy speaker
    spokesman spokeswoman spokesperson general gen. gen lt-gen lieutenant lt. lt colonel col. col major maj. maj
    brigadier brig. captain capt. capt sergeant sgt. sgt admiral adm. commander marshal officer inspector constable
    king queen prince princess emir sultan sheikh emperor empress pope bishop archbishop cardinal rabbi imam father
    reverend rev. pastor
    judge justice attorney prosecutor lawyer barrister professor prof. prof dr. dr doctor principal dean analyst
    expert historian economist scientist researcher author writer journalist reporter editor columnist correspondent
    activist campaigner coach manager captain player striker actor actress singer director producer founder
    co-founder ceo cfo owner executive treasurer commissioner superintendent sheriff detective agent militant
    warlord rebel candidate nominee counterpart laureate official negotiator mediator
    mr. mr mrs. mrs ms. ms miss sir dame lord lady madam mme hon. honourable
    """)

# Titles that only a person has, so that a tagged body behind them is a person ("National Security Advisor X Y").
OFFICES = _words("""
    president premier chancellor minister secretary ambassador envoy adviser advisor senator congressman congresswoman
    spokesman spokeswoman spokesperson gen. lt. col. maj. brig. capt. adm. mr mr. mrs mrs. ms ms. dr. prof. professor
    """)

# What stands inside an office ("Secretary of State X", "Minister for Foreign Affairs X").
OFFICE_LINKS = _words("of for and the state affairs staff war justice education health energy trade commerce treasury")

# Words inside a title before its last word ("former deputy national security adviser").
TITLE_MODIFIERS = _words("""
    former ex acting interim outgoing incoming then late senior junior top deputy vice assistant associate chief
    prime foreign defence defense interior finance home information national security state special permanent
    general federal supreme military army naval air police intelligence political religious spiritual opposition
    party presidential white house foreign-policy attorney retired new longtime veteran major lieutenant first second
    """)

# Courtesy titles that tell a person's gender.
MALE_TITLES = _words("mr mr. sir lord king prince emperor emir sultan father pope chairman")
FEMALE_TITLES = _words("mrs mrs. ms ms. miss dame lady madam mme queen princess empress chairwoman")

# Nouns for a person by gender, read from titles and appositions ("the Canadian actress").
MALE_NOUNS = _words("""man boy father son brother husband uncle grandfather nephew widower gentleman guy spokesman
chairman congressman
    businessman policeman fireman actor king prince monk priest cleric mullah sportsman""")
FEMALE_NOUNS = _words("""woman girl mother daughter sister wife aunt grandmother niece widow lady spokeswoman
chairwoman congresswoman
    businesswoman policewoman actress queen princess nun""")

# Given names that nearly always tell the gender; others stay open.
MALE_NAMES = _words("""
    john james robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark donald
    steven steve paul andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey ryan jacob gary
    nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory frank alexander raymond patrick
    jack dennis jerry tyler aaron jose adam henry nathan douglas zachary peter kyle walter ethan jeremy harold carl
    keith roger gerald christian terry sean arthur austin noah lawrence jesse joe bryan billy jordan albert dylan bruce
    willie gabriel alan juan logan wayne ralph roy eugene randy vincent russell louis philip bobby johnny bradley barack
    bill jim tom bob mike dan ben tony tim ken ron jeff greg fred ted martin simon neil ian graham stuart colin derek
    nigel geoffrey francis hugh leon oliver luke max oscar victor
    mohammad muhammad mohammed mohamed ahmad ahmed ali hassan hussein husain ibrahim abdul abdullah omar umar khalid
    hamid ashraf nawaz imran asif shahid tariq yousaf raza zalmay gul rashid karim mahmoud mustafa osama ayman
    jalaluddin
    sirajuddin sartaj khawaja asim raheel pervez ashfaq akhtar bilal faisal usman salman iqbal narendra manmohan rajnath
    ajay vladimir sergei ivan dmitry mikhail boris jean pierre francois jacques hans klaus wolfgang friedrich giovanni
    carlos luis miguel antonio pedro jorge fernando ban kofi xi hu li
    """)
FEMALE_NAMES = _words("""
    mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra ashley
    kimberly emily donna michelle carol amanda dorothy melissa deborah stephanie rebecca sharon laura cynthia kathleen
    amy angela shirley anna brenda pamela emma nicole helen samantha katherine christine debra rachel carolyn janet
    catherine maria heather diane ruth julie olivia joyce virginia victoria kelly lauren christina joan evelyn judith
    megan andrea cheryl hannah jacqueline martha gloria teresa ann sara madison frances kathryn janice jean
    abigail alice
    julia judy sophia grace denise amber doris marilyn danielle beverly isabella theresa diana natalie brittany
    charlotte
    marie kayla alexis lori hillary condoleezza madeleine theresa angela jane kate claire lucy chloe zoe eva elena
    olga natasha irina svetlana fatima aisha ayesha benazir maryam mariam khadija zainab nadia malala tasnim sherry hina
    sushma indira sonia samantha kristin kristen valeska christine elaine hilary jen julianne
    """)

# Nouns for one person of no certain gender, each with what else it may call the same person: a later "the diplomat"
# may be an earlier "ambassador". The key is what stands in the later noun phrase.
PERSON_NOUNS: dict[str, frozenset[str]] = {
    head: frozenset((head, *others.split()))
    for head, others in {
        # State and diplomacy.
        "diplomat": "ambassador envoy representative consul minister secretary emissary",
        "envoy": "ambassador representative diplomat emissary",
        "emissary": "envoy ambassador representative",
        "ambassador": "envoy",
        "representative": "envoy ambassador congressman",
        "president": "leader",
        "premier": "minister",
        "minister": "premier secretary",
        "secretary": "minister",
        "official": "minister adviser advisor spokesman spokeswoman secretary director officer ambassador envoy chief",
        "adviser": "advisor aide",
        "advisor": "adviser aide",
        "aide": "adviser advisor",
        "governor": "",
        "mayor": "",
        "senator": "lawmaker",
        "congressman": "representative",
        "congresswoman": "representative",
        "lawmaker": "senator congressman congresswoman mp representative",
        "legislator": "senator congressman congresswoman mp representative lawmaker",
        "politician": "president minister senator lawmaker mp leader premier candidate governor mayor",
        "statesman": "president minister premier chancellor",
        "candidate": "nominee",
        "nominee": "candidate",
        "negotiator": "envoy",
        "spokesman": "spokesperson",
        "spokeswoman": "spokesperson",
        "spokesperson": "spokesman spokeswoman",
        # Armed forces and armed groups.
        "general": "gen. gen commander chief",
        "commander": "general gen. chief colonel admiral",
        "colonel": "col. col",
        "officer": "general colonel captain major lieutenant admiral commander",
        "soldier": "",
        "chief": "head director general commander leader",
        "leader": "president premier minister chief head emir chairman commander founder mullah king prince",
        "head": "chief director leader",
        "militant": "commander leader",
        "warlord": "commander leader",
        "cleric": "mullah maulana maulvi imam sheikh ayatollah",
        # Courts, business, learning, press, sport and arts.
        "director": "head chief",
        "chairman": "chair head",
        "chairwoman": "chair head",
        "executive": "ceo chief director president",
        "founder": "co-founder",
        "lawyer": "attorney barrister",
        "attorney": "lawyer prosecutor",
        "judge": "justice",
        "prosecutor": "attorney",
        "professor": "prof. prof academic lecturer",
        "academic": "professor lecturer scholar researcher",
        "scholar": "professor academic researcher historian",
        "doctor": "dr. dr physician",
        "physicist": "scientist",
        "mathematician": "",
        "scientist": "professor researcher physicist chemist biologist astronomer",
        "researcher": "scientist professor analyst",
        "analyst": "expert researcher",
        "expert": "analyst researcher professor",
        "author": "writer novelist",
        "writer": "author novelist journalist",
        "journalist": "reporter editor correspondent columnist",
        "reporter": "journalist correspondent",
        "editor": "",
        "artist": "painter photographer",
        "actor": "star",
        "actress": "star",
        "singer": "star",
        "coach": "",
        "player": "striker captain",
        "curator": "",
        "activist": "campaigner",
        "suspect": "",
        "prisoner": "",
        "victim": "",
        # Anybody.
        "man": "",
        "woman": "",
        "boy": "",
        "girl": "",
        "mother": "",
        "father": "",
        "wife": "",
        "husband": "",
    }.items()
}

# Nouns for two people.
PAIR_NOUNS = _words("pair duo couple")

# Nouns for a body. Those in one set may stand for each other ("the group" for a network, "the force" for an army).
ORG_NOUNS: dict[str, frozenset[str]] = {
    head: frozenset((head, *others.split()))
    for head, others in {
        # Armed groups.
        "network": "",
        "group": "network movement organisation organization faction militia party band team association",
        "movement": "group party",
        "militia": "group",
        "faction": "group",
        "outfit": "group network organisation organization",
        "organisation": "organization group association union agency charity",
        "organization": "organisation group association union agency charity",
        # State.
        "ministry": "department",
        "department": "ministry",
        "office": "",
        "palace": "",
        "government": "administration",
        "administration": "government",
        "military": "army forces",
        "army": "military",
        "agency": "service directorate administration intelligence",
        "service": "agency",
        "directorate": "agency",
        "embassy": "",
        "court": "",
        "parliament": "assembly",
        "assembly": "parliament",
        "senate": "",
        "congress": "",
        "committee": "commission panel",
        "commission": "committee panel",
        "council": "",
        "authority": "",
        "bureau": "agency",
        "navy": "",
        "police": "",
        "party": "",
        "alliance": "coalition organisation organization",
        "coalition": "alliance",
        # Business, learning, press and sport.
        "company": "corporation firm corp inc ltd group",
        "firm": "company corporation",
        "corporation": "company",
        "bank": "",
        "newspaper": "times post herald tribune daily gazette journal",
        "paper": "newspaper times post herald tribune",
        "magazine": "",
        "channel": "",
        "broadcaster": "",
        "university": "",
        "college": "",
        "school": "",
        "church": "",
        "museum": "",
        "hospital": "",
        "union": "",
        "foundation": "",
        "charity": "foundation",
        "institute": "",
        "association": "",
        "team": "club",
        "club": "team",
        "airline": "airlines airways",
    }.items()
}

# Nouns that a body's name never needs to hold for the phrase to mean it: "the group" may be any body named before.
OPEN_ORG_NOUNS = _words("group organisation organization outfit company firm agency movement")

# Nouns for a text that somebody issues.
DOCUMENT_NOUNS: dict[str, frozenset[str]] = {
    head: frozenset((head, *others.split()))
    for head, others in {
        "statement": "communique communiqué declaration message",
        "communique": "statement communiqué",
        "communiqué": "statement communique",
        "declaration": "statement",
        "op-ed": "article piece column essay commentary",
        "oped": "op-ed article piece column",
        "article": "op-ed piece column essay commentary",
        "piece": "op-ed article column essay",
        "column": "op-ed article piece",
        "essay": "article op-ed",
        "commentary": "article op-ed",
        "report": "study assessment review paper",
        "study": "report paper",
        "assessment": "report",
        "paper": "study report",
        "letter": "",
        "memo": "memorandum",
        "memorandum": "memo",
        "tweet": "message",
        "message": "statement tweet",
        "resolution": "",
        "petition": "",
        "book": "",
        "blog": "",
    }.items()
}

# Forms of verbs that are not regular.
_IRREGULAR = {
    "say": "said",
    "tell": "told",
    "write": "wrote written",
    "think": "thought",
    "make": "made",
    "send": "sent",
    "give": "gave given",
    "read": "read",
    "put": "put",
    "admit": "admitted",
    "deny": "denied denies",
    "reply": "replied replies",
}


def _forms(verbs: frozenset[str]) -> frozenset[str]:
    """Return the verbs in their forms, so that a wrong lemma does no harm."""
    endings = ("", "s", "d", "ed", "ing")
    regular = {verb + ending for verb in verbs for ending in endings} | {verb[:-1] + "ing" for verb in verbs}
    return frozenset(regular.union(*(_IRREGULAR.get(verb, "").split() for verb in verbs)))


# Verbs whose subject issues the text that is their object ("released a statement").
ISSUING_VERBS = _forms(_words("release issue publish write make post send pen put read give sign deliver circulate"))

# Verbs that report words; their subject speaks.
SPEECH_VERBS = _forms(
    _words("""say add tell state claim argue note insist assert announce declare deny warn explain stress suggest
    write report
    believe reply respond ask admit acknowledge accuse urge reiterate maintain comment continue conclude point
    confirm allege think call describe observe emphasize emphasise recall predict promise quote mention remark
    contend caution complain tweet vow contradict reject dismiss dispute rebuke
    slam condemn denounce refute blame
        criticise criticize counter retort joke lament boast pledge demand""")
)

# Words that count the people of a group ("the two envoys").
COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "2": 2, "3": 3, "4": 4, "5": 5}

# Determiners that point at something already named.
DEFINITE = _words("the this that these those both said")

# Pronouns by what they can stand for.
MALE_PRONOUNS = _words("he him his himself")
FEMALE_PRONOUNS = _words("she her hers herself")
NEUTER_PRONOUNS = _words("it its itself")
PLURAL_PRONOUNS = _words("they them their theirs themselves")
SPEAKER_PRONOUNS = _words("i me my mine myself")
REFLEXIVES = _words("himself herself itself themselves myself")

# Verbs of weather, seeming and chance, whose "it" stands for nothing.
EMPTY_IT_VERBS = _words("seem appear happen rain snow turn matter take remain become")

# Adjectives after "it is" that make the "it" empty ("it is clear that").
EMPTY_IT_ADJECTIVES = _words("""clear unclear likely unlikely possible impossible important necessary essential
difficult hard easy true obvious
    evident vital crucial apparent known unknown time good better best bad wrong right fair rare common unusual
    interesting strange natural normal sad unfortunate late early certain""")

# Small words that a name does not begin with and that do not count when names are compared.
ARTICLES = _words("the a an")

# Honorifics that belong to the name in the region and are passed over when names are compared.
HONORIFICS = _words(
    "mullah maulana maulvi mawlawi sheikh shaikh haji hajji ayatollah imam sardar khawaja syed sayed dr"
)

# Words that end a company's or a person's name and are no family name.
NAME_ENDINGS = _words("jr jr. sr sr. i ii iii iv inc inc. ltd ltd. llc plc corp corp. co co.")

# Modifiers that pick out somebody new rather than point back ("the other envoy", "the first woman").
CONTRASTS = _words("first only best last next other new another second third different real right wrong")

# Nouns for a country when several are meant together ("the two countries").
PLACE_NOUNS = _words("country nation neighbour neighbor side capital")

# Modifiers that do not say which body or person is meant.
PLAIN_MODIFIERS = _words("""
    militant armed terrorist terror insurgent extremist islamist jihadist rebel outlawed banned proscribed same whole
    entire said latter former powerful state-run rights aid advocacy
    """)

# Adjectives of countries, to tell apart persons whose country is configured.
DEMONYMS = {
    "afghan": "Afghanistan",
    "pakistani": "Pakistan",
    "american": "United States",
    "us": "United States",
    "u.s.": "United States",
    "indian": "India",
    "iranian": "Iran",
    "chinese": "China",
    "russian": "Russia",
    "british": "United Kingdom",
}

# How a possessive ending is written.
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})

# Nouns of time and measure, which a pronoun hardly ever takes up.
CALENDAR_NOUNS = _words("""year month week day hour minute second decade century time morning afternoon evening night
moment percent cent
    number amount lot way kind sort part end case fact thing order addition""")
