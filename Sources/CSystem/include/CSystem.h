/* All the C that the library touches, in both of its builds: Embedded Swift has no Glibc module, and Swift cannot call
   variadic functions. */
#ifndef CSYSTEM_CSYSTEM_H
#define CSYSTEM_CSYSTEM_H

#include "addresses.h"
#include "bytes.h"
#include "clock.h"
#include "curl_options.h"
#include "descriptors.h"
#include "files.h"
#include "number.h"
#include "threads.h"
#include "walk.h"
#include "watch.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#endif
