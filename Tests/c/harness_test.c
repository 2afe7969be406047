/* The harness itself: what the other C tests rest upon. Its checks are tested in Tests/faults, where they may fail. */
#define _POSIX_C_SOURCE 200809L
#include "check.h"
#include "control.h"
#include "faults.h"
#include "scripted.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Sends GET /s/NAME/x to a port and returns the connection. */
static int ask(int port, const char *name)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
    char request[256];
    int descriptor = socket(AF_INET, SOCK_STREAM, 0);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    snprintf(request, sizeof request, "GET /s/%s/x HTTP/1.1\r\nHost: h\r\n\r\n", name);
    CHECK(connect(descriptor, (struct sockaddr *)&address, sizeof address) == 0);
    CHECK(send(descriptor, request, strlen(request), MSG_NOSIGNAL) == (ssize_t)strlen(request));
    return descriptor;
}

static size_t read_to_end(int descriptor)
{
    char buffer[4096];
    size_t total = 0;
    for (ssize_t got; (got = recv(descriptor, buffer, sizeof buffer, 0)) > 0;)
        total += (size_t)got;
    return total;
}

TEST(a_scripts_requests_are_counted_and_kept)
{
    scripted_define("harness", "on GET /x\n  raw abc\n  close\n");
    CHECK_INT(scripted_count("harness", "request", NULL, NULL), 0);
    int descriptor = ask(control_port("OSB_SCRIPTED_PORT"), "harness");
    CHECK_INT(read_to_end(descriptor), 3);
    close(descriptor);
    scripted_wait("harness", "answer", "GET", "/x", 1);
    CHECK_INT(scripted_count("harness", "request", NULL, NULL), 1);
    CHECK_INT(scripted_count("harness", "request", "POST", NULL), 0);
    CHECK_INT(scripted_count("harness", "request", NULL, "/y"), 0);

    size_t size;
    char *requests = scripted_requests("harness", NULL, NULL, &size);
    CHECK_STR(requests, "GET /s/harness/x HTTP/1.1\r\nHost: h\r\n\r\n");
    CHECK_INT(size, strlen(requests));
    free(requests);
}

static void *give_signal(void *name)
{
    scripted_wait(name, "request", NULL, NULL, 1);
    scripted_signal(name, "go");
    return NULL;
}

TEST(a_signal_may_come_from_another_thread)
{
    pthread_t thread;
    scripted_define("signalled", "on GET /x\n  wait-signal go\n  raw abc\n  close\n");
    REQUIRE(pthread_create(&thread, NULL, give_signal, (void *)"signalled") == 0);
    int descriptor = ask(control_port("OSB_SCRIPTED_PORT"), "signalled");
    CHECK_INT(read_to_end(descriptor), 3);
    close(descriptor);
    pthread_join(thread, NULL);
}

TEST(a_peer_that_goes_is_an_abort)
{
    scripted_define("gone", "on GET /x\n  stall\n");
    int descriptor = ask(control_port("OSB_SCRIPTED_PORT"), "gone");
    scripted_wait("gone", "request", NULL, NULL, 1);
    CHECK_INT(scripted_count("gone", "abort", NULL, NULL), 0);
    close(descriptor);
    scripted_wait("gone", "abort", NULL, NULL, 1);
}

TEST(faults_stand_before_the_scripted_server)
{
    scripted_define("faulty", "on GET /x\n  raw abcdef\n  close\n");
    faults_for_next(1, "cut down 2");
    int port = control_port("OSB_FAULTS_PORT");
    long connections = faults_count("connections");
    for (int i = 0; i < 2; i++) {
        int descriptor = ask(port, "faulty");
        CHECK_INT(read_to_end(descriptor), i == 0 ? 2 : 6);
        close(descriptor);
    }
    faults_wait("connections", connections + 2);

    faults_answer(1, 429, "Retry-After: 1\n");
    faults_for_all("cut down 1");
    faults_clear();
    int descriptor = ask(port, "faulty");
    CHECK_INT(read_to_end(descriptor), 6);
    close(descriptor);
}

TEST(domains_name_the_server_and_the_script)
{
    char expected[64];
    snprintf(expected, sizeof expected, "127.0.0.1:%d/s/a", control_port("OSB_SCRIPTED_PORT"));
    CHECK_STR(scripted_domain("a").text, expected);
    CHECK(strcmp(scripted_tls_domain("a").text, scripted_wrong_name_domain("a").text) != 0);
    CHECK(strcmp(scripted_domain("a").text, scripted_domain_behind_faults("a").text) != 0);
    CHECK(access(scripted_authority(), R_OK) == 0);
    CHECK(access(scripted_stranger(), R_OK) == 0);
}
