# Runs rbgen before anything that needs a generated file. Files that don't change keep their time, so that nothing
# is compiled again without need.

RBGEN ?= rbgen
RBGEN_OUTPUTS := $(shell $(RBGEN) generate --list-outputs)

# Where the generated C headers are, for the compiler.
RBGEN_INCLUDES := $(addprefix -I,$(sort $(dir $(filter %.h,$(RBGEN_OUTPUTS)))))

.PHONY: rbgen
rbgen:
	$(RBGEN) generate --quiet

$(RBGEN_OUTPUTS): rbgen ;
