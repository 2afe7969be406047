#define _POSIX_C_SOURCE 200809L
#include "control.h"

#include "check.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int control_port(const char *variable)
{
    const char *text = getenv(variable);
    if (!text)
        check_stop("%s is not set: run this through Tools/faults/with_servers.py", variable);
    return atoi(text);
}

static int call_up(int port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int descriptor = socket(AF_INET, SOCK_STREAM, 0);
    if (descriptor < 0 || connect(descriptor, (struct sockaddr *)&address, sizeof address) != 0)
        check_stop("nobody answers at 127.0.0.1:%d: %s", port, strerror(errno));
    return descriptor;
}

static void send_all(int descriptor, const char *data, size_t size)
{
    while (size > 0) {
        ssize_t sent = send(descriptor, data, size, MSG_NOSIGNAL);
        if (sent < 0)
            check_stop("control call: send: %s", strerror(errno));
        data += sent;
        size -= (size_t)sent;
    }
}

/* Reads to the end of the connection. */
static char *receive_all(int descriptor, size_t *size)
{
    size_t room = 4096, used = 0;
    char *data = malloc(room);
    for (;;) {
        if (!data)
            check_stop("control call: no memory");
        ssize_t got = recv(descriptor, data + used, room - used - 1, 0);
        if (got < 0)
            check_stop("control call: receive: %s", strerror(errno));
        used += (size_t)got;
        data[used] = '\0';
        if (got == 0)
            break;
        if (room - used == 1)
            data = realloc(data, room *= 2);
    }
    *size = used;
    return data;
}

char *control_call(int port, const char *method, const char *body, size_t *size, const char *target, ...)
{
    char path[2048], head[4096];
    va_list arguments;
    va_start(arguments, target);
    vsnprintf(path, sizeof path, target, arguments);
    va_end(arguments);
    snprintf(head, sizeof head, "%s /_control/%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Length: %zu\r\n\r\n",
             method, path, port, strlen(body));

    int descriptor = call_up(port);
    send_all(descriptor, head, strlen(head));
    send_all(descriptor, body, strlen(body));
    shutdown(descriptor, SHUT_WR); /* no further call: the server closes after its answer */
    size_t total;
    char *answer = receive_all(descriptor, &total);
    close(descriptor);

    char *text = strstr(answer, "\r\n\r\n");
    if (strncmp(answer, "HTTP/1.1 200 ", 13) != 0 || !text)
        check_stop("%s %s: %s", method, path, text ? text + 4 : answer);
    text += 4;
    total -= (size_t)(text - answer);
    if (size)
        *size = total;
    memmove(answer, text, total + 1);
    return answer;
}
