/* A call's script: the answers to all its requests, with a fault in one of them. */
#ifndef MATRIX_SCRIPT_H
#define MATRIX_SCRIPT_H

#include "matrix_calls.h"
#include "matrix_faults.h"

struct script {
    char text[64 << 10];
    size_t used;
};

static inline void add_bytes(struct script *script, const char *bytes, size_t size)
{
    if (size >= sizeof script->text - script->used)
        check_stop("a script is too long");
    memcpy(script->text + script->used, bytes, size);
    script->used += size;
    script->text[script->used] = '\0';
}

static inline void add(struct script *script, const char *text)
{
    add_bytes(script, text, strlen(text));
}

/* The first bytes of a body, as a literal of the script language. */
static inline void add_literal(struct script *script, const char *body, size_t size)
{
    add(script, "'");
    for (size_t i = 0; i < size; i++) {
        if (body[i] == '\n')
            add(script, "\\n");
        else
            add_bytes(script, body[i] == '\'' ? "\"" : &body[i], 1);
    }
    add(script, "'");
}

static inline void add_body(struct script *script, const struct request *request, size_t part)
{
    if (!request->zeros) {
        add_literal(script, request->body, strlen(request->body) / part);
        return;
    }
    add(script, "'");
    for (size_t i = 0; i < request->zeros / part; i++)
        add(script, "\\0");
    add(script, "'");
}

static inline int is_stream(const struct request *request)
{
    return strcmp(request->type, "text/event-stream") == 0;
}

/* What any number of copies may follow each other of: an event, or 4 KiB of blanks. */
static inline void add_more(struct script *script, const struct request *request)
{
    static const char more[] = EVENT_LINE("once more");
    if (is_stream(request)) {
        add_literal(script, more, sizeof more - 1);
        return;
    }
    add(script, "'");
    for (int i = 0; i < 64; i++)
        add(script, "                                                                ");
    add(script, "'");
}

static inline void add_answer(struct script *script, const struct request *request)
{
    add(script, "  respond 200 ");
    add(script, request->type);
    add(script, " ");
    add_body(script, request, 1);
    add(script, "\n");
}

static inline void add_steps(struct script *script, const struct request *request, const char *steps, const char *elsewhere)
{
    for (const char *mark; (mark = strchr(steps, '%')); steps = mark + 2) {
        add_bytes(script, steps, (size_t)(mark - steps));
        switch (mark[1]) {
        case 'A': add_answer(script, request); break;
        case 'T': add(script, request->type); break;
        case 'H': add_body(script, request, 2); break;
        case 'F': add_literal(script, is_stream(request) ? EVENT_INIT : "[", is_stream(request) ? strlen(EVENT_INIT) : 1); break;
        case 'M': add_more(script, request); break;
        case 'E': add(script, elsewhere); break;
        default: check_stop("%%%c in a fault", mark[1]);
        }
    }
    add(script, steps);
}

static inline int is_same_route(const struct request *one, const struct request *other)
{
    return strcmp(one->method, other->method) == 0 && strcmp(one->path, other->path) == 0;
}

/* Routes of which the one at `harmed` answers with the fault, and goes on to. -1: none does. */
static inline void compose(struct script *script, const struct call *call, int harmed, const struct fault *fault, const char *elsewhere)
{
    script->used = 0;
    for (int i = 0; i < requests_of(call); i++) {
        const struct request *request = &call->requests[i];
        const int is_harmed = i == harmed && fault->client != WRONG_CERTIFICATE;
        /* The last answer of a route repeats: a request that is tried again meets the fault again. */
        if (harmed >= 0 && i > harmed && is_same_route(request, &call->requests[harmed]))
            continue;
        add(script, "on ");
        add(script, request->method);
        add(script, " ");
        add(script, request->path);
        add(script, "\n");
        if (is_harmed) {
            const int is_upload = request->kind == UP || request->kind == UP_ONCE;
            add_steps(script, request, is_upload && fault->steps_of_upload ? fault->steps_of_upload : fault->steps, elsewhere);
            continue;
        }
        if (harmed >= 0 && fault->client == WRONG_CERTIFICATE) {
            /* The next request needs a new connection, which may be the one that is to be harmed. */
            if (i == harmed - 1)
                add(script, "  certificate wrong-name\n");
            add(script, "  header Connection: close\n");
        }
        add_answer(script, request);
    }
    if (call->others)
        add(script, call->others);
}

#endif
