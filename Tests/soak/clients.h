/* The clients that the workers share: all of the server behind the faults, half of them reach sandboxes through the server's proxy too. */
#ifndef CLIENTS_H
#define CLIENTS_H

#include <opensandbox.h>

enum { CLIENTS = 4 };

/* The config's limits, in milliseconds: far beyond what anything takes, and short enough to sit out a silence. */
enum { REQUEST_TIMEOUT = 8000, IDLE_TIMEOUT = 8000 };

struct shared_client {
    osb_client *client;
    int is_proxied;
    int users; /* clients.c's */
};

/* A client of the caller's own. */
osb_client *client_through_faults(int is_proxied);

void clients_open(void);
/* Gives them up: each is freed once nobody uses it, which has to be now. */
void clients_close(void);

/* To be given back: a handle is not freed while somebody calls with it. */
struct shared_client *clients_borrow(int number);
void clients_return(struct shared_client *shared);
/* Another client in its place. The old one is freed by whoever gives it back last, while its sandboxes and executions go on. */
void clients_renew(int number);

#endif
