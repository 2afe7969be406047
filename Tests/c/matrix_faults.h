/* The columns of the fault matrix. */
#ifndef MATRIX_FAULTS_H
#define MATRIX_FAULTS_H

struct fault {
    const char *name;
    /* The steps that take the place of the request's answer: in them %A is the answer that would be right, %T its type, %H
     * the first half of its body, %F what the body begins with and %M what may follow for ever, %E an address elsewhere. */
    const char *steps;
    /* The same for a request with a large body; NULL: no different. */
    const char *steps_of_upload;
    enum { PLAIN, SHORT_LIMITS, WRONG_CERTIFICATE } client; /* what else it takes: the config's limits, or TLS and no steps */
};

#define HALF "  head 200 %T length 100000\n  raw %H\n"
#define REFUSAL "application/json {'code':'A::B','message':'not now'}\n"

enum column {
    LATE, LIMITED, SILENT, HALF_OPEN, DRIP, ENDLESS, GIGABYTE, CUT_AT_0, CUT_IN_HEAD, CUT_IN_BODY, RESET, RESET_IN_BODY, GARBAGE,
    TOO_LONG, TOO_SHORT, BUSY, UNAVAILABLE, HEADERS, REDIRECT, CERTIFICATE, FAULTS
};

static const struct fault faults[FAULTS] = {
    [LATE] = {"late", "  delay 600000\n%A", NULL, PLAIN},
    [LIMITED] = {"limit", "  delay 600000\n%A", NULL, SHORT_LIMITS},
    [SILENT] = {"silent", "  stall\n", "  read 1000\n  stall\n", PLAIN},
    [HALF_OPEN] = {"half", HALF "  stall\n", NULL, PLAIN},
    [DRIP] = {"drip", "  drip 1 every 1000\n%A", NULL, PLAIN},
    [ENDLESS] = {"endless", "  head 200 %T chunked\n  chunk %F\n  repeat forever pieces 64 every 1 chunk %M\n", NULL, PLAIN},
    [GIGABYTE] = {"1GiB", "  head 200 %T length 1073741824\n  raw %F\n  repeat forever pieces 64 every 1 raw %M\n", NULL, PLAIN},
    [CUT_AT_0] = {"cut@0", "  close\n", "  read 1000\n  close\n", PLAIN},
    [CUT_IN_HEAD] = {"cut@20", "  cut 20\n%A", NULL, PLAIN},
    [CUT_IN_BODY] = {"cut@n", HALF "  close\n", NULL, PLAIN},
    [RESET] = {"reset@0", "  reset\n", "  read 1000\n  reset\n", PLAIN},
    [RESET_IN_BODY] = {"reset@n", HALF "  reset\n", NULL, PLAIN},
    [GARBAGE] = {"garbage", "  raw 'ICY\\xff \\x01\\x02 200\\r\\n\\r\\nwhatever'\n  close\n", NULL, PLAIN},
    [TOO_LONG] = {"len+", "  header Content-Length: 100000\n%A  close\n", NULL, PLAIN},
    [TOO_SHORT] = {"len-", "  header Content-Length: 1\n%A", NULL, PLAIN},
    [BUSY] = {"429", "  header Retry-After: 1\n  respond 429 " REFUSAL, NULL, PLAIN},
    [UNAVAILABLE] = {"503", "  header Retry-After: 1\n  respond 503 " REFUSAL, NULL, PLAIN},
    [HEADERS] = {"headers", "  big-header X-Big 1048576\n%A", NULL, PLAIN},
    [REDIRECT] = {"redirect", "  header Location: http://%E\n  respond 307\n", NULL, PLAIN},
    [CERTIFICATE] = {"tls", NULL, NULL, WRONG_CERTIFICATE},
};

#endif
