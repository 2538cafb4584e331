# Two commands: `make run` simulates the worked study, `make test` runs every test.
# Both install what is missing and build first.

CONFIGURATION ?= release
BREAKWATER = .build/$(CONFIGURATION)/breakwater
STUDY ?= Models/container-terminal
LIBRARIES = libopenblas-dev liblapack-dev liblapacke-dev libsqlite3-dev zlib1g-dev coinor-libcbc-dev libxlsxwriter-dev

.PHONY: run test build libraries highs format lint clean

run: build
	$(BREAKWATER) run $(STUDY)

test: libraries
	swift test -c $(CONFIGURATION) -Xswiftc -enable-testing --scratch-path .build-test

build: libraries
	swift build -c $(CONFIGURATION) --product breakwater

# Debian and its relatives; elsewhere the message names what to install by hand.
libraries:
	@missing=""; for package in $(LIBRARIES); do \
	  dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
	  if command -v apt-get >/dev/null; then \
	    echo "Installing$$missing"; \
	    if [ "$$(id -u)" = 0 ]; then sudo=""; else sudo="sudo"; fi; \
	    $$sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq $$missing >/dev/null; \
	  else echo "Install the development files of OpenBLAS, LAPACKE, SQLite, zlib, CBC and libxlsxwriter:$$missing" >&2; exit 1; fi; \
	fi

	@$(MAKE) --no-print-directory highs

# HiGHS solves and checks where it is there; without it CLP and CBC do, and `optimise` says so.
HIGHS = .build/highs/libhighs.so
highs:
	@test -f $(HIGHS) || { mkdir -p .build/highs && \
	  python3 -m pip download -q --no-deps -d .build/highs highsbox >/dev/null 2>&1 && \
	  python3 -c "import glob, zipfile; w = zipfile.ZipFile(glob.glob('.build/highs/highsbox-*.whl')[0]); n = [n for n in w.namelist() if n.endswith('/libhighs.so')][0]; open('$(HIGHS)', 'wb').write(w.read(n))" && \
	  rm -f .build/highs/*.whl; } || \
	  echo "HiGHS could not be fetched (python3 -m pip download highsbox): CLP and CBC solve alone."

format:
	swift format --in-place --recursive Package.swift Sources Tests

lint:
	swift format lint --strict --recursive Package.swift Sources Tests

clean:
	rm -rf .build .build-test
