/* osb-cp: copies files and directories between this machine and a sandbox, with a progress bar on a terminal.
 *
 *     osb-cp [-r] [-p] SOURCE TARGET      one of the two is SANDBOX:/absolute/path, the other a path here or "-"
 *
 * -r copies a directory with all that is in it, -p keeps modes. "-" is standard input or output. Control-C gives up; nothing half-written
 * is left under the target's name. The server comes from OPEN_SANDBOX_DOMAIN, OPEN_SANDBOX_PROTOCOL and OPEN_SANDBOX_API_KEY.
 *
 *     cc osb-cp.c -lopensandbox -o osb-cp */
#include <inttypes.h>
#include <opensandbox.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static osb_cancel *cancel;

/* The one call of the library that a signal handler may make. */
static void on_interrupt(int signal)
{
    (void)signal;
    osb_cancel_trigger(cancel);
}

/* ---- The bar ---- */

struct bar {
    const char *name;
    int is_shown; /* there is a terminal */
    double begun, drawn;
};

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static const char *bytes(double count, char text[16])
{
    static const char *const units[] = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    int unit = 0;
    while (count >= 1024 && unit < 6)
        count /= 1024, unit++;
    snprintf(text, 16, unit ? "%.1f %s" : "%.0f %s", count, units[unit]);
    return text;
}

/* Called by the library as the bytes go, on this thread; 0 goes on. */
static int32_t draw(uint64_t done, int64_t total, void *user_data)
{
    enum { WIDTH = 30 };
    struct bar *bar = user_data;
    char moved[16], rate[16], line[WIDTH + 1];
    double time = now();
    int is_over = total >= 0 && done == (uint64_t)total;
    if (!bar->is_shown || (!is_over && time - bar->drawn < 0.05))
        return 0;
    bar->drawn = time;
    bytes((double)done, moved);
    bytes((double)done / (time > bar->begun ? time - bar->begun : 1), rate);
    if (total >= 0) {
        int filled = total == 0 ? WIDTH : (int)((double)done / (double)total * WIDTH);
        for (int i = 0; i < WIDTH; i++)
            line[i] = i < filled ? '#' : '.';
        line[WIDTH] = '\0';
        fprintf(stderr, "\r%s [%s] %3.0f%% %s, %s/s\033[K", bar->name, line, total == 0 ? 100.0 : (double)done / (double)total * 100, moved, rate);
    } else {
        fprintf(stderr, "\r%s %s, %s/s\033[K", bar->name, moved, rate);
    }
    return 0;
}

/* ---- Arguments ---- */

/* A side of the copy: in a sandbox, or here. */
struct side {
    char *sandbox; /* NULL: here */
    char *path;
};

/* "SANDBOX:/path"; a path here that has a colon is written with a "./" before it. */
static struct side parse(char *text)
{
    char *colon = strchr(text, ':'), *slash = strchr(text, '/');
    if (!colon || (slash && slash < colon))
        return (struct side){.path = text};
    *colon = '\0';
    return (struct side){.sandbox = text, .path = colon + 1};
}

static int usage(void)
{
    fprintf(stderr, "usage: osb-cp [-r] [-p] SOURCE TARGET\n       one of the two is SANDBOX:/absolute/path\n");
    return 2;
}

static osb_status upload(osb_sandbox *sandbox, const char *from, const char *to, int recursive, const osb_file_options *options, osb_error **error)
{
    if (strcmp(from, "-") == 0)
        return osb_files_upload_fd(sandbox, STDIN_FILENO, -1, to, options, cancel, error);
    return (recursive ? osb_files_upload_tree : osb_files_upload)(sandbox, from, to, options, cancel, error);
}

static osb_status download(osb_sandbox *sandbox, const char *from, const char *to, int recursive, const osb_file_options *options, osb_error **error)
{
    if (strcmp(to, "-") == 0)
        return osb_files_download_fd(sandbox, from, STDOUT_FILENO, options, cancel, error);
    return (recursive ? osb_files_download_tree : osb_files_download)(sandbox, from, to, options, cancel, error);
}

int main(int argc, char **argv)
{
    int recursive = 0, keeps_mode = 0;
    for (int option; (option = getopt(argc, argv, "rp")) != -1;) {
        recursive |= option == 'r';
        keeps_mode |= option == 'p';
        if (option == '?')
            return usage();
    }
    if (argc - optind != 2)
        return usage();
    struct side from = parse(argv[optind]), to = parse(argv[optind + 1]);
    if (!from.sandbox == !to.sandbox)
        return usage();

    struct bar bar = {.name = to.path, .is_shown = isatty(STDERR_FILENO), .begun = now()};
    osb_client *client = NULL;
    osb_sandbox *sandbox = NULL;
    osb_error *error = NULL;
    osb_file_options *options = osb_file_options_new();
    cancel = osb_cancel_new();
    signal(SIGINT, on_interrupt);
    osb_file_options_set_keep_mode(options, keeps_mode);
    osb_file_options_on_progress(options, draw, &bar, NULL);

    osb_status status = osb_client_new(NULL, &client, &error);
    if (status == OSB_OK)
        status = osb_sandbox_attach(client, from.sandbox ? from.sandbox : to.sandbox, &sandbox, &error);
    if (status == OSB_OK)
        status = from.sandbox ? download(sandbox, from.path, to.path, recursive, options, &error)
                              : upload(sandbox, from.path, to.path, recursive, options, &error);
    if (bar.drawn > 0)
        fprintf(stderr, "\n");
    if (status != OSB_OK)
        fprintf(stderr, "osb-cp: %s\n", osb_error_message(error));

    osb_error_free(error);
    osb_sandbox_free(sandbox);
    osb_client_free(client);
    osb_file_options_free(options);
    signal(SIGINT, SIG_DFL);
    osb_cancel_free(cancel);
    return status != OSB_OK;
}
