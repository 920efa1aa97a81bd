"""What the measures of surveys, training, community events and crime outcomes mean; part of the registry in ``definitions``."""

from __future__ import annotations

from eianalysis.results import Definition

_PROPORTION = "Wilson score interval; ratio by Koopman's score interval; Fisher's exact test."
_WHO = ("Those who answered are not everybody: who stays silent may think otherwise. The response rate says how many did.",
        "Answers are counted as they came, without weights.")
_STAFF = ("EIW-LDC-O01", "EIW-LDC-O06", "EIW-LDC-O07", "EIW-LDC-K03", "TRT-04", "TRT-06", "CAS-11", "EDHR-OP5.02", "GLA-10")
_PUBLIC = ("EIW-COM-K03", "EIW-COM-K04", "EIW-COM-O07", "CAS-08", "CAS-12", "TRT-08", "EDHR-OD1.02", "EDHR-OD6", "EDHR-OD13",
           "EDHR-OP8.05")
_TRUST = ("CAS-16.1",)
_ALL_BUT_GROUP = ("The ratio and the gap to all are worked out of the comparison of the group with everybody else who answered, "
                  "because the group is part of all; the verdict judges that comparison.")
_TRAINING = ("EIW-LDC-K01", "EIW-LDC-D01", "EIW-REC-O07", "EIW-REC-O09", "EIW-REC-O10", "EIW-REC-D08", "EIW-REC-D09", "EIW-HWB-O03",
             "EIW-LDC-O03", "EIW-RET-P3.2", "EIW-RET-P4.2", "EIW-COM-O09", "CAS-02", "CAS-07", "EDHR-OD2.01", "EDHR-OC12.01")
_EVENTS = ("EIW-COM-K05", "EIW-COM-O01", "EIW-COM-O02", "EIW-COM-O03", "EIW-COM-O06", "EIW-COM-D01", "EIW-COM-D05", "TRT-05",
           "TRT-08", "CAS-12", "EDHR-OP8.01", "EDHR-OD12.02")
_INTEREST = ("EIW-COM-K06", "EIW-COM-O02", "EIW-COM-O01")
_CENSUS = "A head count of people in post: there is no range, because nobody was sampled."

VOICES: dict[str, Definition] = {
    "survey_favourable": Definition(
        title="Favourable answers", numerator="answers that count as favourable", denominator="valid answers (don't know and does "
        "not apply left out)", noun="respondents", verb="answered favourably", outcome="good", base_unit="respondents",
        method=_PROPORTION, notes=_WHO, serves=(*_STAFF, *_PUBLIC, *_TRUST)),
    "survey_gap": Definition(
        title="Favourable answers, each group beside all who answered", numerator="answers that count as favourable",
        denominator="valid answers (don't know and does not apply left out)", noun="respondents", verb="answered favourably",
        outcome="good", base_unit="respondents", method=_PROPORTION + " " + _ALL_BUT_GROUP, notes=_WHO,
        serves=("EIW-COM-K04", *_TRUST)),
    "survey_change": Definition(
        title="Favourable answers, one wave beside the wave before", numerator="answers that count as favourable",
        denominator="valid answers (don't know and does not apply left out)", noun="respondents", verb="answered favourably",
        outcome="good", base_unit="respondents", method=_PROPORTION,
        notes=(*_WHO, "The same people may have answered both times and nobody can link them, so the test, which takes the two for "
               "strangers, is on the careful side."), serves=("EIW-LDC-K03", *_TRUST)),
    "survey_response_rate": Definition(
        title="Who answered the survey", numerator="people who answered at least one question", denominator="people asked",
        noun="people asked", verb="answered", outcome="neutral", base_unit="people asked", method=_PROPORTION,
        notes=("Groups are as those who sent the survey hold them, not as respondents gave them.",),
        serves=("EIW-LDC-O06", "EDHR-OP8.06", "EDHR-LA11.01")),
    "declaration_rate": Definition(
        title="Personal characteristics declared", numerator="people whose characteristic is known",
        denominator="people in post on the day of the snapshot", noun="people in post", verb="have declared it", outcome="good",
        base_unit="people in post", method="Shares of everybody in post. " + _CENSUS,
        notes=("Not stated, prefer not to say and not recorded are all undeclared; the first two are a person's right.",
               "Two snapshots are mostly the same people, so a change between them is said and not judged."),
        serves=("EIW-LDC-O02", "EDHR-OP3.03", "EDHR-OD5.01")),
    "characteristics_captured": Definition(
        title="What each table holds of each characteristic", numerator="rows in which it is known", denominator="rows of the table",
        noun="rows", verb="have it", outcome="good", base_unit="rows", method="Shares of all rows read.",
        notes=("[z]: the table has no such column and cannot be asked.", "Rows are people, cases or events, as each table has them."),
        serves=("EDHR-OD5.01", "EDHR-OD7.01", "EDHR-OP3.03", "EIW-COM-O04")),
    "completeness": Definition(
        title="Fields left blank that a measure needs", numerator="rows in which the field is blank", denominator="rows that should "
        "have it", noun="rows", verb="are blank", outcome="harm", base_unit="rows", method="Shares of all rows read.",
        notes=("[z]: the file has no such column.", "Of some fields only the rows that can have them are counted: why somebody left, "
               "of interviews held.", "What people declare about themselves is in the table of characteristics, not here."),
        serves=("EDHR-OP3.03", "EIW-COM-O04")),
    "input_tables": Definition(
        title="What this pack was made of", numerator="", denominator="", noun="", method="Read from the files of the cycle.",
        notes=("A synthetic table is invented: it shows how a page reads and says nothing about this force.",
               "An absent table leaves its measures 'not available'."), serves=("EIW-COM-O04", "EDHR-OP3.03")),
    "code_checks": Definition(
        title="How the tables are coded", numerator="", denominator="", noun="", method="Counted while reading; nothing is "
        "corrected silently.", notes=("O1 is Chinese of the 16+1 list; it is counted as A4, in Asian.",
                                      "A code that no list knows stops the run, so none is left."), serves=("EDHR-OP3.03",)),
    "definition_breaks": Definition(
        title="Where a series changes its meaning", numerator="", denominator="", noun="", method="As published; see the source "
        "of each row.", notes=("A comparison across one of these days is partly a change of definition.",
                               "'To be checked' marks general knowledge without a source in hand."), serves=("EDHR-OP3.03",)),
    "training_coverage": Definition(
        title="Attended, of those eligible and available", numerator="people who attended a session, whose certificate has not "
        "run out", denominator="people in post on the day who were eligible and available", noun="people eligible and available",
        verb="attended", outcome="good", base_unit="people", method=_PROPORTION,
        notes=("People are counted, not sessions. Whoever attended was available.",
               "People in post who are not on the course's list are in no base; the audit of the denominator counts them."),
        serves=_TRAINING),
    "training_audit": Definition(
        title="From everybody in post to those who attended", numerator="people in post of whom this holds",
        denominator="officers, police staff and PCSOs in post on the day", noun="people in post", verb="counted here",
        base_unit="people in post", method="Every person in post is in one row. " + _CENSUS,
        notes=("Where the course's list leaves people out, nobody knows whether they were meant to attend.",), serves=("EIW-LDC-K01",)),
    "first_aiders": Definition(
        title="First aiders with a certificate in date", numerator="people in post whose certificate holds on the day",
        denominator="the target", noun="first aiders", verb="were trained and in date", outcome="good",
        base_unit="places in the target", method=_CENSUS,
        notes=("Whoever left the force or let the certificate run out is not counted.",), serves=("EIW-HWB-D04",)),
    "specials_headcount": Definition(
        title="Special constables in post", numerator="special constables on the last snapshot of the period",
        denominator="the target of the 2012 plan", noun="special constables", verb="were in post", outcome="good",
        base_unit="places in the target", method=_CENSUS,
        notes=("Two years are mostly the same people, so a change is not judged.",), serves=("EDHR-LA17", "EIW-COM-N06")),
    "participation_rate": Definition(
        title="Taking part in schemes", numerator="people who took part in the period", denominator="people in post on the last "
        "snapshot", noun="people", verb="took part", outcome="good", base_unit="people in post",
        method=_PROPORTION, notes=("People are counted once in each scheme. Who took part and has left since is not counted.",
                                   "Many schemes are voluntary: a gap may lie in who asks, who is asked or who says yes."),
        serves=("EIW-LDC-K02", "EIW-LDC-D05", "EIW-LDC-O04", "EIW-LDC-O08", "TRT-02", "EDHR-OC3.01", "EDHR-OC14.01")),
    "event_count": Definition(
        title="Community events", numerator="events", denominator="all events of the period", noun="events", verb="were held",
        base_unit="events", method="Counted from the log of events; shares of all events.",
        notes=("Only what was logged is counted.",), serves=_EVENTS),
    "event_reach": Definition(
        title="People met at community events", numerator="people who came", denominator="people who came to any event at which they "
        "were counted", noun="attendances", verb="came", base_unit="attendances", method="Sums of head counts; shares of the whole.",
        notes=("Somebody who came to two events is counted twice.", "Events at which nobody counted are in no figure."),
        serves=_EVENTS),
    "event_attendance": Definition(
        title="Who came to community events", numerator="people of the group who came", denominator="people who came to events at which "
        "groups were noted", noun="attendances", verb="came", base_unit="attendances",
        method="Sums of head counts; shares of the whole.",
        notes=("Groups are what an officer or a form noted; nobody was asked.", "Somebody who came to two events is counted twice."),
        serves=("EIW-COM-O02", "EIW-COM-O03", "EDHR-LA11.01")),
    "eoi_share": Definition(
        title="Expressions of interest in joining, by group", numerator="people of the group who said they might apply",
        denominator="all who said so and whose group was noted", noun="expressions of interest", verb="came", base_unit="expressions of interest",
        method="Sums of head counts; shares of the whole.", serves=_INTEREST),
    "eoi_rate": Definition(
        title="Expressions of interest, of those who came", numerator="people who said they might apply",
        denominator="people who came to the same events, where groups were noted of both", noun="people at events",
        verb="said they might apply", outcome="neutral", base_unit="attendances", method=_PROPORTION,
        notes=("Groups are what an officer or a form noted; nobody was asked.",), serves=_INTEREST),
    "cj_charge_rate": Definition(
        title="Offences in which somebody was charged", numerator="offences with a charge or summons by the day of the extract",
        denominator="offences recorded in the period", noun="offences", verb="led to a charge", outcome="good", base_unit="offences",
        method=_PROPORTION, notes=("Charges take time: the latest offences have had less of it, so a fall at the end may be no fall.",),
        serves=("CAS-16.4", "CAS-06")),
    "cj_charge_change": Definition(
        title="Offences in which somebody was charged, year beside year", numerator="offences with a charge or summons by the day of "
        "the extract", denominator="offences recorded in the year", noun="offences", verb="led to a charge", outcome="good",
        base_unit="offences", method=_PROPORTION, notes=("Charges take time: the later year's offences have had less of it, so a fall "
                                                         "may be no fall.",), serves=("CAS-16.4", "CAS-06")),
    "cj_rape_to_court": Definition(
        title="Cases of rape of an adult that reached court", numerator="cases that reached court in the period, whenever recorded",
        denominator="offences of rape of an adult recorded in the period", noun="cases", verb="reached court", outcome="good",
        base_unit="offences recorded", method="Counts, each beside the offences recorded in the same period; exact Poisson interval.",
        notes=("A case often reaches court in a later year than it was recorded, so the two counts are not of the same cases.",),
        serves=("CAS-16.5",)),
    "cj_response_in_time": Definition(
        title="Emergency responses within the target time", numerator="responses within the force's target time",
        denominator="emergency responses", noun="emergency responses", verb="were within the target time", outcome="good",
        base_unit="responses", method=_PROPORTION, serves=("CAS-16.6",)),
}
