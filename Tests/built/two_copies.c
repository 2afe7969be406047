/* Opens the libraries named as arguments, which may be copies of one another, and works with all of them in turns. */
#include <opensandbox.h>

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 4, EXECUTIONS = 3 };

struct copy {
    const char *(*version)(void);
    osb_config *(*config_new)(void);
    osb_status (*config_set_domain)(osb_config *, const char *);
    void (*config_free)(osb_config *);
    osb_status (*client_new)(const osb_config *, osb_client **, osb_error **);
    void (*client_free)(osb_client *);
    osb_create_options *(*create_options_new)(void);
    osb_status (*set_image)(osb_create_options *, const char *);
    void (*create_options_free)(osb_create_options *);
    osb_status (*sandbox_create)(osb_client *, const osb_create_options *, osb_cancel *, osb_sandbox **, osb_error **);
    osb_status (*error_status)(const osb_error *);
    const char *(*error_message)(const osb_error *);
    void (*error_free)(osb_error *);
    osb_status (*sandbox_attach)(osb_client *, const char *, osb_sandbox **, osb_error **);
    void (*sandbox_free)(osb_sandbox *);
    osb_status (*queue_new)(osb_queue **, osb_error **);
    osb_status (*queue_poll)(osb_queue *, int64_t, osb_event **, size_t, size_t *, osb_error **);
    void (*queue_free)(osb_queue *);
    osb_status (*command_start)(osb_sandbox *, const char *, const osb_command_options *, osb_queue *, void *, osb_execution **, osb_error **);
    void (*execution_free)(osb_execution *);
    const osb_error *(*event_error)(const osb_event *);
    void *(*event_user_data)(const osb_event *);
    void (*event_free)(osb_event *);
    osb_config *config;
    osb_client *client;
    osb_create_options *options;
    osb_sandbox *sandbox;
    osb_queue *queue;
    osb_execution *executions[EXECUTIONS];
};

static void expect(int holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "%s\n", what);
    exit(1);
}

/* A function's address in a library. memcpy, because C has no cast from an object's pointer to a function's. */
static void find(void *library, const char *name, void *function)
{
    void *address = dlsym(library, name);
    expect(address != NULL, name);
    memcpy(function, &address, sizeof address);
}

static void load(struct copy *copy, const char *path)
{
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    expect(library != NULL, "a copy does not load");
    find(library, "osb_version", &copy->version);
    find(library, "osb_config_new", &copy->config_new);
    find(library, "osb_config_set_domain", &copy->config_set_domain);
    find(library, "osb_config_free", &copy->config_free);
    find(library, "osb_client_new", &copy->client_new);
    find(library, "osb_client_free", &copy->client_free);
    find(library, "osb_create_options_new", &copy->create_options_new);
    find(library, "osb_create_options_set_image", &copy->set_image);
    find(library, "osb_create_options_free", &copy->create_options_free);
    find(library, "osb_sandbox_create", &copy->sandbox_create);
    find(library, "osb_error_status", &copy->error_status);
    find(library, "osb_error_message", &copy->error_message);
    find(library, "osb_error_free", &copy->error_free);
    find(library, "osb_sandbox_attach", &copy->sandbox_attach);
    find(library, "osb_sandbox_free", &copy->sandbox_free);
    find(library, "osb_queue_new", &copy->queue_new);
    find(library, "osb_queue_poll", &copy->queue_poll);
    find(library, "osb_queue_free", &copy->queue_free);
    find(library, "osb_command_start", &copy->command_start);
    find(library, "osb_execution_free", &copy->execution_free);
    find(library, "osb_event_error", &copy->event_error);
    find(library, "osb_event_user_data", &copy->event_user_data);
    find(library, "osb_event_free", &copy->event_free);
}

/* Begins what runs on a copy's own thread. */
static void start(struct copy *copy)
{
    expect(copy->sandbox_attach(copy->client, "sb-1", &copy->sandbox, NULL) == OSB_OK, "there is no sandbox");
    expect(copy->queue_new(&copy->queue, NULL) == OSB_OK, "there is no queue");
    for (int i = 0; i < EXECUTIONS; i++)
        expect(copy->command_start(copy->sandbox, "true", NULL, copy->queue, copy, &copy->executions[i], NULL) == OSB_OK, "nothing starts");
}

static void finish(struct copy *copy)
{
    for (int ends = 0; ends < EXECUTIONS;) {
        osb_event *event = NULL;
        size_t count = 0;
        expect(copy->queue_poll(copy->queue, -1, &event, 1, &count, NULL) == OSB_OK, "the queue fails");
        if (count == 0)
            continue;
        expect(copy->event_user_data(event) == copy, "an event is another copy's");
        expect(copy->error_status(copy->event_error(event)) == OSB_ERR_CONNECT, "an execution did connect");
        copy->event_free(event);
        ends++;
    }
    for (int i = 0; i < EXECUTIONS; i++)
        copy->execution_free(copy->executions[i]);
    copy->queue_free(copy->queue);
    copy->sandbox_free(copy->sandbox);
}

int main(int count, char **arguments)
{
    static struct copy copies[MOST];
    /* The first argument is a domain where nobody listens: enough to send all of each copy's machinery there. */
    int used = count - 2;
    expect(used >= 1 && used <= MOST, "a domain, and one to four libraries");
    for (int i = 0; i < used; i++) {
        load(&copies[i], arguments[i + 2]);
        expect(i == 0 || copies[i].version != copies[0].version, "two copies are one");
    }
    for (struct copy *copy = copies; copy < copies + used; copy++) {
        copy->config = copy->config_new();
        copy->options = copy->create_options_new();
        expect(strcmp(copy->version(), OSB_VERSION_STRING) == 0, "the version is another");
        expect(copy->config_set_domain(copy->config, arguments[1]) == OSB_OK, "the domain is refused");
        expect(copy->set_image(copy->options, "img") == OSB_OK, "the image is refused");
        expect(copy->client_new(copy->config, &copy->client, NULL) == OSB_OK, "there is no client");
    }
    for (struct copy *copy = copies; copy < copies + used; copy++) {
        osb_sandbox *sandbox = NULL;
        osb_error *error = NULL;
        expect(copy->sandbox_create(copy->client, copy->options, NULL, &sandbox, &error) == OSB_ERR_CONNECT, "it did connect");
        expect(copy->error_status(error) == OSB_ERR_CONNECT && *copy->error_message(error), "the error says nothing");
        copy->error_free(error);
    }
    /* All of their threads at once; and the first is gone before the last has ended. */
    for (struct copy *copy = copies; copy < copies + used; copy++)
        start(copy);
    for (struct copy *copy = copies; copy < copies + used; copy++) {
        finish(copy);
        copy->create_options_free(copy->options);
        copy->config_free(copy->config);
        copy->client_free(copy->client);
    }
    return 0;
}
