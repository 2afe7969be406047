# make            the shipping library, .build/lib/libopensandbox.so.VERSION with its links
# make run        the quick start: installs what is missing, builds, starts the local server, streams a command's output
# make test       everything; the last line reads 'N passed, N failed'
# make traps      the functions of the library that contain a trap instruction
# make fuzz       the fuzzers, FUZZ_SECONDS= each (default 60)
# make soak       everything at once through a proxy that harms the traffic, for SOAK_MINUTES= (default 5); SOAK_SEED= repeats a run
# make bench      the figures in the README, as ratios in one run
# make generate   header, linker script, description and raw bindings, from the exports
# make install    library, header and pkg-config file: PREFIX= (default /usr/local), DESTDIR=
# make clean      removes all build output

PREFIX ?= /usr/local
DESTDIR ?=
LIBDIR ?= $(PREFIX)/lib
FUZZ_SECONDS ?= 60
SOAK_MINUTES ?= 5
INCLUDEDIR ?= $(PREFIX)/include

VERSION := $(shell sed -n 's/.*text: StaticString = "\(.*\)"/\1/p' Sources/OpenSandbox/Version.swift)
LIBRARY := .build/lib/libopensandbox.so.$(VERSION)
LOCAL_SERVER := .build/local-server/release/opensandbox-local
GENERATOR := .build/generator/debug/generate

.PHONY: all library local-server generator generate run test traps fuzz soak bench install clean dependencies test-dependencies
all: library

dependencies:
	@Tools/make/dependencies.sh build

test-dependencies:
	@Tools/make/dependencies.sh build test

library: dependencies
	@Tools/make/library.sh $(VERSION)

local-server: dependencies
	@swift build -c release --product opensandbox-local --package-path Tools/local-server --scratch-path .build/local-server

generator:
	@swift build --package-path Tools/generator --scratch-path .build/generator

generate: generator
	@$(GENERATOR) --root .

run:
	@Tools/make/run.sh $(VERSION)

test: test-dependencies
	@python3 Tests/run.py

traps: library
	@Tools/make/traps.py $(LIBRARY)

fuzz: test-dependencies
	@FUZZ_SECONDS=$(FUZZ_SECONDS) python3 Tests/fuzz/run.py

soak: test-dependencies library local-server
	@SOAK_MINUTES=$(SOAK_MINUTES) SOAK_SEED=$(SOAK_SEED) python3 Tests/soak/run.py

bench: test-dependencies library
	@Tools/make/python.sh
	@python3 Tests/bench/run.py
	@python3 Tests/bench/transfers.py

install: library
	install -d $(DESTDIR)$(LIBDIR)/pkgconfig $(DESTDIR)$(INCLUDEDIR)
	install -s -m 755 $(LIBRARY) $(DESTDIR)$(LIBDIR)/libopensandbox.so.$(VERSION)
	ln -sf libopensandbox.so.$(VERSION) $(DESTDIR)$(LIBDIR)/libopensandbox.so.0
	ln -sf libopensandbox.so.0 $(DESTDIR)$(LIBDIR)/libopensandbox.so
	install -m 644 include/opensandbox.h $(DESTDIR)$(INCLUDEDIR)/opensandbox.h
	sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@LIBDIR@|$(LIBDIR)|' -e 's|@INCLUDEDIR@|$(INCLUDEDIR)|' -e 's|@VERSION@|$(VERSION)|' \
	    Tools/make/opensandbox.pc.in > $(DESTDIR)$(LIBDIR)/pkgconfig/opensandbox.pc
	chmod 644 $(DESTDIR)$(LIBDIR)/pkgconfig/opensandbox.pc
	@# The loader finds libraries outside /usr/lib by its cache. A staged install leaves that to whoever unpacks it.
	@[ -n "$(DESTDIR)" ] || ldconfig 2>/dev/null || echo "run ldconfig as root, or set LD_LIBRARY_PATH=$(LIBDIR)"

clean:
	rm -rf .build
