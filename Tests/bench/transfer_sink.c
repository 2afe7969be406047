/* The other end of the transfers: a server that reads and writes as fast as its sockets do, so that it is not what is measured.
 *
 *     transfer_sink SIZE      prints its port; ends when its standard input does
 *
 * GET .../files/download gives SIZE bytes, GET .../files/info tells of a file /f of SIZE bytes, anything else gets 200. */
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BUFFER = 1 << 20, HEAD = 16 << 10 };

static long long size;

static int send_all(int peer, const char *data, size_t count)
{
    for (ssize_t sent; count > 0; data += sent, count -= (size_t)sent)
        if ((sent = send(peer, data, count, MSG_NOSIGNAL)) <= 0)
            return 0;
    return 1;
}

/* Reads a chunked body to its end; `data` holds what has come of it. Chunks are skipped, not copied. */
static int skip_chunks(int peer, char *data, size_t filled)
{
    for (;;) {
        char *end = memmem(data, filled, "\r\n", 2);
        if (!end) {
            ssize_t got = recv(peer, data + filled, BUFFER - filled, 0);
            if (got <= 0)
                return 0;
            filled += (size_t)got;
            continue;
        }
        size_t chunk = strtoul(data, NULL, 16), head = (size_t)(end - data) + 2, rest = chunk + 2;
        filled -= head;
        memmove(data, data + head, filled);
        while (rest > filled) {
            rest -= filled;
            ssize_t got = recv(peer, data, BUFFER, 0);
            if (got <= 0)
                return 0;
            filled = (size_t)got;
        }
        filled -= rest;
        memmove(data, data + rest, filled);
        if (chunk == 0)
            return 1;
    }
}

static int answer(int peer, char *head, const char *zeros)
{
    char text[512];
    if (strncmp(head, "GET ", 4) == 0 && strstr(head, "/files/download")) {
        long long rest = size;
        snprintf(text, sizeof text, "HTTP/1.1 200 OK\r\nContent-Length: %lld\r\nLast-Modified: Mon, 23 Nov 2026 05:36:55 GMT\r\n\r\n", size);
        if (!send_all(peer, text, strlen(text)))
            return 0;
        for (; rest > 0; rest -= BUFFER)
            if (!send_all(peer, zeros, rest < BUFFER ? (size_t)rest : BUFFER))
                return 0;
        return 1;
    }
    char body[256] = "";
    if (strstr(head, "/files/info"))
        snprintf(body, sizeof body, "{\"/f\":{\"path\":\"/f\",\"type\":\"file\",\"size\":%lld,\"modified_at\":\"2026-11-23T05:36:55Z\"}}", size);
    snprintf(text, sizeof text, "HTTP/1.1 200 OK\r\nContent-Length: %zu\r\n\r\n%s", strlen(body), body);
    return send_all(peer, text, strlen(text));
}

static void *serve(void *argument)
{
    int peer = (int)(long)argument, one = 1;
    char *data = malloc(BUFFER), *zeros = calloc(1, BUFFER);
    setsockopt(peer, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    while (data && zeros) {
        size_t filled = 0;
        char *end = NULL;
        while (!end && filled < HEAD) {
            ssize_t got = recv(peer, data + filled, HEAD - filled, 0);
            if (got <= 0)
                goto over;
            filled += (size_t)got;
            end = memmem(data, filled, "\r\n\r\n", 4);
        }
        if (!end)
            break;
        char head[HEAD + 1];
        size_t head_size = (size_t)(end - data) + 4;
        memcpy(head, data, head_size);
        head[head_size] = '\0';
        filled -= head_size;
        memmove(data, data + head_size, filled);
        const char *length = strcasestr(head, "\r\nContent-Length:");
        if (strcasestr(head, "\r\nTransfer-Encoding: chunked")) {
            if (!skip_chunks(peer, data, filled))
                break;
        } else if (length) {
            for (long long rest = atoll(length + 17) - (long long)filled; rest > 0;) {
                ssize_t got = recv(peer, data, BUFFER, 0);
                if (got <= 0)
                    goto over;
                rest -= got;
            }
        }
        if (!answer(peer, head, zeros))
            break;
    }
over:
    close(peer);
    free(data);
    free(zeros);
    return NULL;
}

static void *accept_all(void *argument)
{
    for (int peer; (peer = accept((int)(long)argument, NULL, NULL)) >= 0;) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, serve, (void *)(long)peer) == 0)
            pthread_detach(thread);
    }
    return NULL;
}

int main(int argc, char **argv)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    pthread_t thread;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (argc != 2)
        return 2;
    size = atoll(argv[1]);
    if (listener < 0 || bind(listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(listener, 16) != 0
        || getsockname(listener, (struct sockaddr *)&address, &length) != 0
        || pthread_create(&thread, NULL, accept_all, (void *)(long)listener) != 0)
        return 1;
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    while (getchar() != EOF)
        ;
    return 0;
}
