"""What the heading of a column says it holds: a score for each role, from its words and their place in it.

English puts what a thing is last before "of", "for" or "that": the owner in "Action owner", the action in "Action that the
force will take to meet its objectives". Words there count whole, words beside them half, words after them a quarter.
"""

from __future__ import annotations

import re
from functools import lru_cache

#: Every role a column can have. The first of a name is its main one.
ROLES = (
    "title",
    "theme",
    "label",
    "owner",
    "other_owner",
    "due",
    "start",
    "earlier_due",
    "made",
    "closed",
    "rag",
    "earlier_rag",
    "status",
    "progress",
    "measure",
    "response",
    "level",
    "target_level",
    "priority",
    "pillar",
    "benefit",
    "applies_to",
    "reference",
)
#: Roles that several columns may share, and how many.
SEVERAL = {"theme": 2, "other_owner": 3, "progress": 4, "measure": 3, "reference": 2}
FULL, BESIDE, AFTER = 1.0, 0.5, 0.25

#: word: role and weight. A word may speak for several roles; the content of the column and the other columns decide.
_WORDS = {
    "title": {
        6: "action activity task commitment",
        5: "recommendation deliverable step initiative intervention pledge proposal undertaking specific promise",
        4: "milestone requirement ask",
        3: "description detail objective work project measure finding afi improvement issue aim goal change remedy",
        2: "outcome item what task point output title",
    },
    "theme": {
        6: "theme strand workstream workstrand",
        5: "category domain topic pillar programme portfolio heading chapter",
        4: "priority area focus ambition principle section subject objective relevant",
        3: "aim goal outcome function standard group",
        2: "recommendation commitment project finding duty",
    },
    "label": {6: "ref reference no nr number id serial # s/n", 4: "code index item rec line", 2: "action recommendation objective"},
    "owner": {
        6: "owner lead responsible responsibility who assignee owned",
        5: "accountable accountability holder postholder assigned champion ownership led",
        4: "officer manager named person",
        3: "contact team department directorate unit role delivery executive sponsor sro",
    },
    "other_owner": {
        5: "executive exec sponsor sro strategic",
        4: "support supporting partner senior oversight governance accountable deputy consulted",
        3: "chief board",
    },
    "due": {
        6: "due deadline timescale timeframe timeline time-bound timebound timely timing",
        5: "when end finish completion revised forecast",
        4: "date target by",
        3: "time delivery completed period year quarter expected planned implementation",
    },
    "start": {7: "start begin commencement commence launch started commenced", 5: "from kick-off"},
    "earlier_due": {6: "original baseline initial previous", 4: "first old former earlier"},
    "made": {6: "raised logged created added opened issued recorded published", 4: "agreed made received identified"},
    "closed": {5: "closed achieved discharged", 4: "actual completed delivered"},
    "rag": {8: "rag brag braag r.a.g", 5: "colour color rating", 3: "health traffic assessment"},
    "earlier_rag": {6: "previous last prior former", 4: "earlier old"},
    "status": {6: "status state", 4: "stage complete completed done", 2: "position progress"},
    "progress": {
        6: "progress update commentary narrative comment",
        5: "note latest remark highlight position situation",
        4: "evidence achievement response achieved done",
        2: "status activity outcome report summary impact result answer",
    },
    "measure": {
        6: "measurable kpi indicator metric criteria criterion",
        5: "measure success measurement",
        4: "outcome impact result evidence how output",
        3: "target benefit goal test",
    },
    "response": {5: "response accepted acceptance decision", 3: "agreed reply answer position"},
    "level": {6: "level maturity", 3: "rating score current"},
    "target_level": {5: "level maturity", 3: "target rating score"},
    "priority": {6: "priority urgency importance moscow", 2: "rank"},
    "pillar": {7: "pillar"},
    "benefit": {7: "benefit"},
    "applies_to": {6: "addressee audience applicability applies", 3: "force"},
    "reference": {5: "source origin cross-reference related link", 2: "report peel", 1: "recommendation plan"},
    "apart": {
        6: "version author amendment revision likelihood probability mitigation meaning definition glossary term acronym "
        "distribution circulation attendee apologies",
        4: "impact colour changes",
    },
    "other": {
        6: "cost budget resource funding risk dependency barrier mitigation challenge achievable realistic assigned_budget price spend fte enabler",
        3: "achieved relevant partner why where",
    },
}
#: Words that make a date, a colour, an owner or a level the other one of a pair: role, its head, the words beside it.
_PAIRS = (
    ("start", r"date|time", r"start|begin(?:ning)?|commence(?:ment)?|commencing|launch|from|kick-?off"),
    ("earlier_due", r"date|deadline|due|target|completion|timescale|end", r"original|initial|baseline|previous|old|former|first|earlier"),
    ("earlier_rag", r"b?rag|rating|colour|status", r"previous|last|prior|former|earlier|old|\bold"),
    (
        "other_owner",
        r"lead|owner|officer|sponsor|responsible|responsibility|accountability|sro",
        r"executive|exec|senior|strategic|chief|"
        r"support(?:ing)?|sponsor(?:ing)?|accountable|deputy|smt|co-?lead|governance",
    ),
    ("target_level", r"level|maturity|rating|score|position|state", r"target|desired|aim(?:ed)?|ambition|future|goal|aspir\w+|next|where we want"),
    ("level", r"level|maturity|rating|score|position|state", r"current|now|present|today|baseline|self-assessed|assessed|starting"),
)
_DONE_ON = (
    ("made", "raised|logged|created|added|opened|issued|recorded|published|agreed|received|made|identified|recommended"),
    ("closed", "closed|actual|actually|achieved|completed|delivered|discharged"),
)
#: Whole headings that their words alone would not tell.
_PHRASES = tuple(
    (re.compile(pattern), scores)
    for pattern, scores in (
        (r"(?:by )?when\??|complete(?:d)? by|to be (?:completed|delivered|done) by|by|due by|end|finish|until|target", {"due": 8, "closed": -5, "status": -4}),
        (r"(?:date of |date )?(?:the )?(?:meeting|board|visit|inspection|entry|report)s?(?: date| on)?", {"made": 8}),
        (r"who\??|by whom\??|who(?: (?:will|is|leads|owns).*)|resource names?", {"owner": 9}),
        (r"what (?:will|are|do|must|should|needs?|is to|we(?:'ll| will| are going| plan| need| want)).*|we will.*|our commitments?", {"title": 9}),
        (
            r"(?:what (?:we have|has been|have we|we've)|how (?:are|is) (?:we|it)|where (?:are|we are)|done so far|activity to date|"
            r"work to date|to date|current (?:position|state|situation)|you said|we did).*",
            {"progress": 9, "title": -4},
        ),
        (r"(?:how (?:will|do|would|shall) (?:we|you|it)|what (?:success|good|will success|does|would)).*|success looks like.*", {"measure": 9, "title": -4}),
        (r".*\b(?:no|nr|num|number|ref|reference|id)\.?|#|s/?n|no\.?|(?:rec|action|obj|objective|task|recommendation) ?#|line|row|item", {"label": 8}),
        (r".*\bb?rag\b.*", {"rag": 8, "progress": -3, "status": -2, "title": -4}),
        (r"risk|risks|issues?(?: and risks| ?/ ?risks)?|risks?(?: and| ?/| &) ?issues?|dependenc(?:y|ies)|resources?|costs?|budget", {"other": 8}),
        (r"last (?:updated?|reviewed)(?: on)?|date of (?:last )?(?:update|review)|review(?:ed)?(?: date| on)?|next review.*", {"other": 8, "due": -5}),
        (r"actions? (?:taken|completed|done)(?: .*)?|done", {"progress": 8, "title": -5}),
        (r".*\bupdate(?:s|d)?\b.*|q[1-4](?: .*)?", {"progress": 7}),
        (r"complete(?:d)?\??(?: ?\(?(?:y|yes) ?/ ?(?:n|no)\)?)?", {"status": 6}),
        (r"accept(?:ed)?\??(?: ?/.*)?|agreed\??", {"response": 9}),
        (r"where (?:we are|are we)(?: now| today| currently)?", {"level": 9}),
        (r"where (?:do |would )?we(?:'d)? (?:want|need|aim|hope|plan|like) to be.*|where we (?:will|should) be.*|where we're going", {"target_level": 9}),
        (r"success", {"measure": 8}),
        (r"time-? ?bound|time-? ?bounded|timed|timely|t", {"due": 8}),
        (r"specific", {"title": 8}),
        (r"measurable", {"measure": 8}),
        (r"achievable|attainable|realistic", {"other": 8}),
        (r"relevant", {"theme": 5, "other": 3}),
    )
)
_PARTED = re.compile(r"\b(?:of|for|to|that|which|by|from|on|in|with|against|at|who|how|under|and|or)\b|[/(,:]")
#: Words after what a thing is that only say of which sort: "Action required", "Owner name".
_TAIL = frozenset("required needed proposed planned identified description detail details text name title summary plan point points agreed".split())
_STEM = re.compile(r"(?:ies|s)\Z")


@lru_cache(maxsize=4096)
def heading_scores(heading: str) -> dict[str, float]:
    """How much a heading speaks for each role it speaks for at all; ``other`` for what the register has no place for.

    >>> scores = heading_scores("Action owner")
    >>> max(scores, key=scores.get)
    'owner'
    >>> heading_scores("Zweck")
    {}
    """
    plain = plain_heading(heading)
    found: dict[str, float] = {}
    for at, segment in enumerate(part for part in _PARTED.split(plain) if part and part.strip()):
        said = re.findall(r"[a-z][a-z/#.-]*|#", segment)
        while len(said) > 1 and said[-1] in _TAIL:
            said.pop()
        for place, word in enumerate(said):
            share = AFTER if at else FULL if place == len(said) - 1 else BESIDE
            for role, weight in _of_word(word):
                found[role] = max(found.get(role, 0.0), weight * share)
    whole = plain.strip("?:. ")
    for pattern, scores in _PHRASES:
        if pattern.fullmatch(whole):
            for role, weight in scores.items():
                found[role] = max(found.get(role, 0.0), weight) if weight > 0 else found.get(role, 0.0) + weight
    for role, head, beside in _PAIRS:
        if re.search(rf"\b(?:{head})s?\b", plain) and (re.search(rf"\b(?:{beside})\b", plain)):
            found[role] = max(found.get(role, 0.0), 9.0)
    for role, done in _DONE_ON:  # "Date completed", "Completed on"; not "Date by which it will be completed"
        if re.search(rf"\b(?:date|when) (?:was |it was )?(?:{done})\b|\b(?:{done})(?: completion)? (?:date|on)\b", plain):
            found[role] = max(found.get(role, 0.0), 9.0)
    return {role: weight for role, weight in found.items() if weight}


@lru_cache(maxsize=4096)
def _of_word(word: str) -> tuple[tuple[str, float], ...]:
    stems = {word.strip(".-/"), _STEM.sub("", word.strip(".-/")), _STEM.sub("y", word.strip(".-/"))}
    return tuple((role, float(weight)) for role, by_weight in _WORDS.items() for weight, words in by_weight.items() if stems & set(words.split()))


def plain_heading(heading: str) -> str:
    """A heading as compared: one case, single blanks, no marks around it."""
    text = re.sub(r"[\u2018\u2019]", "'", re.sub(r"[\u2010-\u2015]", "-", heading.casefold()))
    return re.sub(r"\s+", " ", re.sub(r"[*\u2020\u00b9\u00b2\u00b3\[\]]", " ", text)).strip(" :-")


def names_a_column(heading: str) -> bool:
    """Whether a text could be the heading of a column of a plan."""
    return bool(heading) and max(heading_scores(heading).values(), default=0.0) >= 3.0
