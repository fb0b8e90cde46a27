# make run, make test, make install [PREFIX=/usr/local]
PREFIX ?= /usr/local
PROGRAM = backprop-tutor
# One file without Swift's runtime libraries beside it; macOS has those in the system.
STATIC = $(if $(filter Linux,$(shell uname -s)),--static-swift-stdlib)
RELEASE = --configuration release --product $(PROGRAM) $(STATIC)

.PHONY: run test install system-packages

run: system-packages
	@sh .ci/build $(RELEASE)
	@"$$(swift build $(RELEASE) --show-bin-path)/$(PROGRAM)"

test: system-packages
	@sh .ci/build --build-tests
	swift test --skip-build

install: system-packages
	@sh .ci/build $(RELEASE)
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -m 755 "$$(swift build $(RELEASE) --show-bin-path)/$(PROGRAM)" "$(DESTDIR)$(PREFIX)/bin/$(PROGRAM)"

system-packages:
	@sh .ci/system-packages
