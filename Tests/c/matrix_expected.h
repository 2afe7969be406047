/* What is right for each kind of request and each fault, and how that is written in the matrix. */
#ifndef MATRIX_EXPECTED_H
#define MATRIX_EXPECTED_H

#include "matrix_calls.h"
#include "matrix_faults.h"

/* Outcomes (matrix_outcome.h) in short. With a "+" it is a command's result that tells. */
static const struct word {
    char word[6];
    const char *outcome; /* NULL: what the call comes to where nothing is wrong */
} words[] = {
    {"ok", NULL}, {"sick", "UNHEALTHY"}, {"none", "NOTHING"}, {"dead", "DEADLINE"}, {"time", "TIMEOUT"}, {"unkn", "OUTCOME_UNKNOWN"},
    {"lost", "CONNECTION_LOST"}, {"prot", "PROTOCOL"}, {"big", "TOO_LARGE"}, {"busy", "RATE_LIMITED"}, {"serv", "SERVER"}, {"away", "REDIRECT"},
    {"tls", "TLS"}, {"part", "INCOMPLETE"}, {"+dead", "TIMED_OUT DEADLINE"}, {"+time", "LOST TIMEOUT"}, {"+lost", "LOST CONNECTION_LOST"},
    {"+prot", "LOST PROTOCOL"}, {"+big", "LOST TOO_LARGE"}, {"+away", "LOST REDIRECT"}, {"+tls", "LOST TLS"},
};

enum { WORDS = sizeof words / sizeof *words };

static const char *const expected[KINDS] = {
    /*            late  limit silen half  drip  endl  1GiB  cut@0 @20   @n    rst@0 @n    garb  len+  len-  429   503   heads redir tls */
    [READ] =        "dead  time  dead  dead  dead  big   big   lost  lost  lost  lost  lost  prot  lost  prot  busy  serv  big   away  tls",
    [SAFE] =        "dead  time  dead  dead  dead  big   big   lost  lost  lost  lost  lost  prot  lost  ok    busy  serv  big   away  tls",
    [WRITE] =       "dead  unkn  dead  dead  dead  big   big   unkn  unkn  unkn  unkn  unkn  prot  unkn  prot  busy  serv  big   away  tls",
    [ACT] =         "dead  unkn  dead  dead  dead  big   big   unkn  unkn  unkn  unkn  unkn  prot  unkn  ok    busy  serv  big   away  tls",
    /* What is waited for may come yet: the wait goes on to its end, past all that may pass. */
    [LOOKED_FOR] =  "dead  dead  dead  dead  dead  big   big   dead  dead  dead  dead  dead  prot  dead  prot  dead  dead  big   dead  tls",
    [WAITED_FOR] =  "dead  dead  dead  dead  dead  big   big   dead  dead  dead  dead  dead  prot  dead  ok    dead  dead  big   dead  tls",
    [PROBE] =       "dead  sick  dead  dead  dead  sick  sick  sick  sick  sick  sick  sick  sick  sick  ok    sick  sick  sick  sick  sick",
    [HEALTH] =      "dead  time  dead  dead  dead  big   big   lost  lost  lost  lost  lost  prot  lost  prot  busy  sick  big   away  tls",
    [PORT] =        "dead  time  dead  dead  dead  big   big   lost  lost  lost  lost  lost  prot  lost  ok    ok    ok    big   ok    tls",
    [PORT_ACT] =    "dead  unkn  dead  dead  dead  big   big   unkn  unkn  unkn  unkn  unkn  prot  unkn  ok    ok    ok    big   ok    tls",

    [UP] =          "dead  time  dead  dead  dead  big   big   lost  lost  lost  lost  lost  prot  lost  ok    busy  serv  big   away  tls",
    [UP_ONCE] =     "dead  unkn  dead  dead  dead  big   big   unkn  unkn  unkn  unkn  unkn  prot  unkn  ok    busy  serv  big   away  tls",
    [DOWN] =        "dead  time  dead  dead  dead  dead  dead  lost  lost  lost  lost  lost  prot  lost  ok    busy  serv  big   away  tls",
    [DOWN_READ] =   "dead  time  dead  dead  dead  big   big   lost  lost  lost  lost  lost  prot  lost  ok    busy  serv  big   away  tls",
    /* It is there before an answer without an end has come to it. */
    [DOWN_RANGE] =  "dead  time  dead  dead  dead  ok    ok    lost  lost  lost  lost  lost  prot  ok    ok    busy  serv  big   away  tls",
    [DOWN_TREE] =   "dead  time  dead  dead  dead  prot  prot  lost  lost  lost  lost  lost  prot  lost  part  busy  serv  big   away  tls",

    /* An event that ends the command ends the call: what else was announced is not waited for. */
    [RUN] =         "dead  unkn  dead  +dead dead  +dead +dead unkn  unkn  +lost unkn  +lost prot  ok    prot  busy  serv  big   away  tls",
    [SCRIPT] =      "dead  unkn  dead  dead  dead  dead  dead  unkn  unkn  lost  unkn  lost  prot  ok    prot  busy  serv  big   away  tls",
    [PULLED] =      "dead  unkn  dead  dead  dead  dead  dead  unkn  unkn  +lost unkn  +lost prot  ok    prot  busy  serv  big   away  tls",
    [STARTED] =     "dead  unkn  dead  dead  dead  dead  dead  unkn  unkn  ok    unkn  ok    prot  ok    prot  busy  serv  big   away  tls",
    [PULLED_READ] = "dead  time  dead  dead  dead  big   big   lost  lost  lost  lost  lost  prot  lost  prot  busy  serv  big   away  tls",
    /* A command that is followed outlives its connections: what may pass is tried again. */
    [LOG] =         "dead  +time dead  dead  dead  dead  dead  dead  dead  dead  dead  dead  +prot dead  ok    dead  dead  +big  +away +tls",
    [LOG_FIRST] =   "dead  time  dead  dead  dead  dead  dead  dead  dead  dead  dead  dead  prot  dead  ok    dead  dead  big   away  tls",
    [LOG_END] =     "dead  +time dead  dead  dead  dead  dead  dead  dead  dead  dead  dead  +prot dead  dead  dead  dead  +big  +away +tls",
    [LOG_STATUS] =  "dead  +time dead  dead  dead  +big  +big  dead  dead  dead  dead  dead  +prot dead  +prot dead  dead  +big  +away +tls",
    [QUEUED] =      "none  unkn  none  none  none  none  none  unkn  unkn  +lost unkn  +lost prot  ok    prot  busy  serv  big   away  tls",
    [QUEUED_READ] = "none  time  none  none  none  big   big   lost  lost  lost  lost  lost  prot  lost  prot  busy  serv  big   away  tls",
    [BEHIND] =      "ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok",
};

static inline const struct word *word_of(const char *text, size_t size)
{
    for (size_t i = 0; i < WORDS; i++)
        if (strlen(words[i].word) == size && strncmp(words[i].word, text, size) == 0)
            return &words[i];
    check_stop("no such word: %.*s", (int)size, text);
}

static inline const struct word *expectation(enum kind kind, int fault)
{
    const char *at = expected[kind];
    for (int skipped = 0; at && skipped < fault; skipped++) {
        at += strcspn(at, " ");
        at += strspn(at, " ");
    }
    if (!at || !*at)
        check_stop("nothing is expected of a request of kind %d and %s", (int)kind, faults[fault].name);
    return word_of(at, strcspn(at, " "));
}

/* How an outcome is written; the text itself where nobody expects it anywhere. */
static inline const char *written(const char *outcome, const char *healthy)
{
    if (strcmp(outcome, healthy) == 0)
        return words[0].word;
    for (size_t i = 1; i < WORDS; i++)
        if (strcmp(words[i].outcome, outcome) == 0)
            return words[i].word;
    return outcome;
}

#endif
