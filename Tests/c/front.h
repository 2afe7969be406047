/* The HTTP/2 front before the scripted server (Tools/faults/README.md), as a test sees it. */
#ifndef FRONT_H
#define FRONT_H

/* What the scripted server finds in a request that came in HTTP/2. */
#define FRONT_MARK "X-Protocol: HTTP/2\r\n"

/* What a client of a script is given as its domain: "127.0.0.1:PORT/s/NAME". It is spoken to over TLS. */
struct front_domain {
    char text[160];
};
struct front_domain front_domain(const char *name);

/* All is well, and nothing has been seen. */
void front_reset(void);

/* Each connection goes away (GOAWAY) "after" its request of this number, or "instead" of answering it; 0 is never. */
void front_go_away(int requests, const char *when);

/* In HTTP/2, so far: "connections", "requests" met, "goaways", and requests that were "refused" by one. */
long front_count(const char *what);

#endif
