"""The words of invented plans: none of these lists is the reader's. Sentences, posts, days and headings are drawn from them."""

from __future__ import annotations

import datetime as dt
import random

VERBS = (
    "Commission",
    "Pilot",
    "Refresh",
    "Map",
    "Roll out",
    "Convene",
    "Draft",
    "Redesign",
    "Recruit",
    "Brief",
    "Sign",
    "Collect",
    "Benchmark",
    "Invite",
    "Widen",
    "Rewrite",
    "Host",
    "Fund",
    "Track",
    "Simplify",
    "Test",
    "Extend",
    "Stop",
    "Reinstate",
    "Trial",
    "Bring in",
    "Agree",
    "Offer",
    "Analyse",
    "Reward",
    "Share",
    "Explain",
    "Ensure",
    "Deliver",
    "Review",
    "Increase",
    "Monitor",
    "Consult on",
    "Work with partners on",
    "Appoint leads for",
    "Translate",
    "Retain",
    "Evaluate",
    "Adopt",
    "Begin",
)
OBJECTS = (
    "a reverse mentoring offer for chief officers",
    "the guidance on reasonable adjustments",
    "exit conversations with every leaver",
    "plain English versions of job adverts",
    "the dress and appearance policy",
    "a dashboard of grievances by characteristic",
    "independent members for promotion panels",
    "prayer and quiet rooms at all stations",
    "a menopause passport",
    "the occupational health referral form",
    "body-worn video reviews with young people",
    "a staff survey on speaking up",
    "cultural awareness sessions for response teams",
    "the approach to flexible working requests",
    "a buddy for each new recruit",
    "language line access in custody",
    "search scrutiny meetings in schools",
    "carers' leave arrangements",
    "the complaints process for people with learning disabilities",
    "positive action workshops before each campaign",
    "a hate crime reporting route for transgender people",
    "accessible formats for public notices",
    "the parental leave handbook",
    "a register of interpreters",
    "focus groups with women in specialist teams",
    "neurodiversity training for first line managers",
    "data on stop and account by ward",
    "community reassurance after critical incidents",
    "a network for staff with disabilities",
    "unannounced checks of recruitment files",
    "the uniform order for smaller sizes",
    "a charter with local faith leaders",
)
TAILS = (
    "",
    "",
    "",
    " across the force",
    " in every borough",
    " with the staff networks",
    " and publish what is found",
    ", starting with custody",
    " for officers and staff alike",
    " at each intake",
    " so that nobody is missed",
    " together with the advisory group",
)
PASSIVE = (
    "All line managers to complete the inclusion module",
    "Every station to have a named equality contact",
    "Panels to be mixed by sex and by ethnicity",
    "Scrutiny panel findings to go to the tactical lead",
    "Staff networks to be consulted before any policy is signed",
    "An annual account of pay gaps to be laid before the board",
    "Custody staff to be trained in cultural dress",
    "A single point for adjustments to be set up",
)
POSTS = (
    "Head of People Services",
    "ACC Local Policing",
    "Chief Inspector Bell",
    "HR Business Partner",
    "Director of Legal Services",
    "Supt Custody",
    "DCC",
    "Equality Manager",
    "J. Okafor",
    "Learning & Development",
    "Professional Standards Department",
    "Head of Corporate Communications",
    "T/Supt Operations",
    "Recruitment Team",
    "Strategic Planning",
    "Det Ch Supt Crime",
    "Wellbeing Lead",
    "Inspector R Shah",
    "Vetting Unit",
    "Data Office",
    "Estates",
    "Chief Finance Officer",
    "Sgt Patel",
    "Community Safety Unit",
    "PS Training School",
    "Staff Network Chairs",
)
EXECUTIVES = ("Deputy Chief Constable", "ACC Crime", "Chief Officer Group", "Director of People", "Assistant Commissioner", "ACO Resources")
THEMES = (
    "Our people",
    "Trust in the community",
    "Fair use of powers",
    "Leadership that listens",
    "Representative workforce",
    "Wellbeing",
    "Learning from complaints",
    "Safer public spaces",
    "Open data",
    "Access to services",
)
OBJECTIVES = (
    "Have a workforce that looks like the communities it serves by 2030",
    "Make sure that people who complain are told what was done about it",
    "Use every power in a way that can be explained to those it is used on",
    "Give all staff the confidence to challenge what is wrong at work",
    "Reach people who would not otherwise report a crime to us",
    "Hold leaders to account for how their teams are treated",
)
PROGRESS = (
    "Draft circulated to networks for comment",
    "Two of five sessions held",
    "Awaiting sign-off by the board",
    "Contract let in spring",
    "First cohort of 14 has finished",
    "No bids received so far",
    "Paper went to the committee",
    "Survey closed with 40% response",
    "Work has begun in two directorates",
    "Delayed by the system upgrade",
    "Nothing to report this quarter",
    "Guidance is live on the intranet",
    "Numbers are up by a fifth",
    "Under discussion with unions",
    "Completed and now part of induction",
    "Meeting held, actions agreed",
    "The pilot ended early",
    "Scoping only",
    "Supplier appointed",
    "Feedback was mixed",
)
MEASURES = (
    "Share of each intake by ethnicity",
    "Number of sessions held",
    "90% of managers trained",
    "Gap in pass rates below 5 points",
    "Response rate above half",
    "Fewer grievances than last year",
    "Survey score for belonging",
    "Time from report to decision",
)
BUDGETS = ("\u00a35,000", "\u00a312k", "Nil", "Within existing budget", "\u00a340,000", "0.5 FTE")
RISKS = ("Funding ends in March", "Depends on the new system", "Low take-up", "Staff turnover", "None identified", "Union objection")
STATUSES = ("In progress", "Complete", "Not started", "Delayed", "On track", "On hold", "Completed", "Ongoing", "Behind schedule")
COLOURS = ("Red", "Amber", "Green", "Blue")
ANSWERS = ("Accepted", "Partially accepted", "Rejected", "Agreed")
LEVELS = (("Emerging", "Developing", "Maturing", "Leading"), ("Foundation", "Progressing", "Excelling"), ("Basic", "Improving", "Good", "Outstanding"))
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")

HEADINGS = {
    "label": ("Ref", "No.", "Action no", "ID", "Reference", "#", "Item", "Action ref", "Serial", "Number", "Ref. no."),
    "title": (
        "Action",
        "What we will do",
        "Activity",
        "Task",
        "Commitment",
        "Recommendation",
        "Agreed action",
        "Deliverable",
        "Actions required",
        "Step",
        "Our pledge",
        "Action point",
        "Initiative",
        "What are we going to do?",
        "Improvement action",
        "Planned activity",
        "Milestone",
    ),
    "owner": (
        "Owner",
        "Lead",
        "Responsible officer",
        "Who",
        "Action owner",
        "Person responsible",
        "Lead officer",
        "Owned by",
        "Responsibility",
        "Assigned to",
        "Lead department",
        "Named lead",
        "Point of contact",
        "Business lead",
        "Who will do it?",
        "Action holder",
        "SPOC",
    ),
    "due": (
        "Due date",
        "Deadline",
        "By when",
        "Target date",
        "Timescale",
        "Completion date",
        "Due",
        "When",
        "Timeframe",
        "To be completed by",
        "Delivery date",
        "Target completion",
        "Time frame",
        "End date",
        "Finish",
        "Date due",
        "Expected completion",
    ),
    "rag": ("RAG", "RAG status", "BRAG", "RAG rating", "Current RAG", "B/RAG", "Colour"),
    "status": ("Status", "Current status", "State", "Stage", "Delivery status", "Progress status"),
    "progress": (
        "Progress",
        "Update",
        "Comments",
        "Commentary",
        "Latest position",
        "Progress update",
        "Notes",
        "What has been done",
        "Narrative",
        "Progress to date",
        "Where we are now",
        "Update since last meeting",
        "Quarterly update",
    ),
    "theme": ("Theme", "Strand", "Workstream", "Priority area", "Area", "Pillar of work", "Focus area", "Category", "Topic"),
    "objective": ("Objective", "Aim", "Strategic objective", "Equality objective", "Goal", "Outcome", "Ambition", "Our aim"),
    "start": ("Start date", "Start", "Date started", "Commencement", "Begin date", "Planned start", "From"),
    "end": ("End date", "Finish date", "Completion date", "Planned end", "End", "To be done by", "Target end date"),
    "earlier_due": ("Original date", "Original deadline", "Initial target date", "Previous date", "Baseline date"),
    "revised": ("Revised date", "Revised deadline", "Current target date", "New date", "Revised due date"),
    "earlier_rag": ("Previous RAG", "Last RAG", "RAG last quarter", "Prior RAG", "Previous rating"),
    "rag_now": ("Current RAG", "RAG this quarter", "RAG now", "Present RAG", "Latest RAG"),
    "executive": ("Executive lead", "SRO", "Executive sponsor", "Strategic lead", "Senior sponsor", "Chief officer lead"),
    "delivery": ("Delivery lead", "Operational lead", "Action owner", "Lead officer", "Delivery owner", "Owner"),
    "measure": ("Success measure", "Measure of success", "KPI", "How will we know?", "Performance measure", "Success criteria", "What success looks like"),
    "budget": ("Budget", "Cost", "Resources", "Funding"),
    "risk": ("Risk", "Risks and issues", "Dependencies", "Barriers"),
    "priority": ("Priority", "Priority (H/M/L)", "Importance"),
    "pillar": ("Pillar", "National pillar"),
    "response": ("Response", "Accepted?", "Force response", "Accepted"),
    "comment": ("Comments", "Progress", "Update", "Commentary"),
    "level": ("Current level", "Level now", "Current maturity", "Present level"),
    "target_level": ("Target level", "Desired level", "Target maturity", "Level aimed for"),
}
TICKED = ("Race", "Sex", "Disability", "Age", "Religion or belief", "Sexual orientation")


def sentence(rng: random.Random) -> str:
    if rng.random() < 0.15:
        return rng.choice(PASSIVE) + rng.choice(TAILS)
    return f"{rng.choice(VERBS)} {rng.choice(OBJECTS)}{rng.choice(TAILS)}"


def sentences(rng: random.Random, count: int) -> list[str]:
    found: list[str] = []
    while len(found) < count:
        one = sentence(rng)
        if one not in found:
            found.append(one)
    return found


def day(rng: random.Random, first: int = 2024, last: int = 2026) -> dt.date:
    return dt.date(rng.randint(first, last), rng.randint(1, 12), rng.randint(1, 28))


def month_end(year: int, month: int) -> dt.date:
    return (dt.date(year + month // 12, month % 12 + 1, 1)) - dt.timedelta(days=1)


def due(rng: random.Random, *, plain: bool = False) -> tuple[str, dt.date | None]:
    """A date as somebody writes it, and the last day it means (None where it names none)."""
    one = day(rng)
    year, month, name = one.year, one.month, MONTHS[one.month - 1]
    forms = [
        (f"{one:%d/%m/%Y}", one),
        (f"{one:%d/%m/%y}", one),
        (f"{one.day} {name} {year}", one),
        (f"{one:%d-%b-%y}", one),
        (f"{one:%d.%m.%Y}", one),
        (f"{name} {year}", month_end(year, month)),
        (f"{name[:3]}-{year % 100}", month_end(year, month)),
        (f"{name[:3]} {year}", month_end(year, month)),
        (f"End of {name} {year}", month_end(year, month)),
    ]
    if not plain:
        quarter = rng.randint(1, 4)
        ends = {1: dt.date(year, 6, 30), 2: dt.date(year, 9, 30), 3: dt.date(year, 12, 31), 4: dt.date(year + 1, 3, 31)}
        forms += [
            (f"Q{quarter} {year}/{(year + 1) % 100:02d}", ends[quarter]),
            (f"{year}/{(year + 1) % 100:02d}", dt.date(year + 1, 3, 31)),
            (f"By {name} {year}", month_end(year, month)),
            ("Ongoing", None),
            ("TBC", None),
            (f"{name} {year} onwards", None),
            (f"w/c {one.day} {name} {year}", one + dt.timedelta(days=6)),
            (f"{one:%d/%m/%Y} - {one + dt.timedelta(days=90):%d/%m/%Y}", one + dt.timedelta(days=90)),
        ]
    return rng.choice(forms)
