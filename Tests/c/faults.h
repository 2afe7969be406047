/* The fault proxy before the scripted server (Tools/faults/README.md), as a test sees it. */
#ifndef FAULTS_H
#define FAULTS_H

/* These faults, one a line, for every connection through the proxy, open ones too. */
void faults_for_all(const char *faults);

/* These faults for the next connections. */
void faults_for_next(int connections, const char *faults);

/* The next requests get this status, with these header lines, from the proxy alone. */
void faults_answer(int requests, int status, const char *headers);

/* All is well again. */
void faults_clear(void);

/* "connections", bytes "up", "down" and "swallowed", "statuses": so far, or once there are so many. */
long faults_count(const char *what);
void faults_wait(const char *what, long count);

#endif
