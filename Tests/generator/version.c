/* The version that was compiled in, and the one that was linked. */
#include <opensandbox.h>
#include <stdio.h>
#include <string.h>

static int failed;

static void check(const char *name, int holds, const char *problem) {
    printf(holds ? "ok - %s\n" : "not ok - %s: %s\n", name, problem);
    failed += !holds;
}

int main(void) {
    int32_t major = OSB_VERSION_MAJOR, minor = OSB_VERSION_MINOR, patch = OSB_VERSION_PATCH;
    char text[32];
    snprintf(text, sizeof text, "%d.%d.%d", (int)major, (int)minor, (int)patch);
    check("OSB_VERSION_STRING is made of its parts", !strcmp(OSB_VERSION_STRING, text), OSB_VERSION_STRING);
    check("osb_version() is OSB_VERSION_STRING", !strcmp(osb_version(), OSB_VERSION_STRING), osb_version());
    check("osb_version_number() is OSB_VERSION_NUMBER", osb_version_number() == OSB_VERSION_NUMBER, osb_version());
    check("osb_check_version() accepts this header", osb_check_version(major, minor, patch) == OSB_OK, osb_version());
    check("osb_check_version() refuses a newer patch", osb_check_version(major, minor, patch + 1) == OSB_ERR_VERSION,
          osb_version());
    check("osb_check_version() refuses another line", osb_check_version(major, minor + 1, 0) == OSB_ERR_VERSION,
          osb_version());
    return failed != 0;
}
