/* The scripted server (Tools/faults/README.md), as a test sees it. A mistake in a call stops the program with its
 * reason. Methods and paths are those of a route: "*" and "**" stand for any; NULL is any too. */
#ifndef SCRIPTED_H
#define SCRIPTED_H

#include <stddef.h>

/* Defines a script, with nothing seen yet. */
void scripted_define(const char *name, const char *script);

/* What a client of the script is given as its domain, plain or over TLS: "127.0.0.1:PORT/s/NAME". */
struct scripted_domain {
    char text[160];
};
struct scripted_domain scripted_domain(const char *name);
struct scripted_domain scripted_tls_domain(const char *name);
/* Its certificate is for another name. */
struct scripted_domain scripted_wrong_name_domain(const char *name);
/* Its certificate was good until 2020. */
struct scripted_domain scripted_expired_domain(const char *name);
/* It asks for a certificate of the client's, client.pem being one that it takes. */
struct scripted_domain scripted_mutual_domain(const char *name);
/* It speaks TLS 1.2 and nothing newer. */
struct scripted_domain scripted_tls12_domain(const char *name);
/* Through a door, see below. */
struct scripted_domain scripted_door_domain(const char *name, int port);
/* Through the fault proxy (faults.h). */
struct scripted_domain scripted_domain_behind_faults(const char *name);

/* The file of the authority to trust for TLS here, and of one that signed nothing. */
const char *scripted_authority(void);
const char *scripted_stranger(void);

/* A file of Tools/faults/make_certificates.sh. */
struct scripted_file {
    char path[200];
};
struct scripted_file scripted_file(const char *name);

/* A door is a TLS listener whose certificate, "right" or "wrong-name", changes while the test runs: here, or by a
 * script's step. Answers its port. */
int scripted_open_door(const char *certificate);
void scripted_present(int port, const char *certificate);

/* How often an event was seen: "request" (a whole one), "head", "answer", "abort", "connection", "close". */
long scripted_count(const char *name, const char *event, const char *method, const char *path);

/* Returns when it was seen so often. */
void scripted_wait(const char *name, const char *event, const char *method, const char *path, long count);

/* The bytes of the requests, one after the other, with a NUL after the last; to be freed. */
char *scripted_requests(const char *name, const char *method, const char *path, size_t *size);

/* Releases what waits, or will wait, for this signal. */
void scripted_signal(const char *name, const char *signal);

#endif
