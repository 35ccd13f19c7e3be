/* ---- errors ---- */

/*
 * Writes a sentence such as "Header.version: unsupported-version, wanted 1, got 2" and returns the length of all of it.
 * What doesn't fit into `size` bytes with a NUL is left out.
 */
static inline size_t rbgen_strerror(const rbgen_error *error, char *text, size_t size)
{
    rbgen_out out = rbgen_out_to(text, size);
    rbgen_out_string(&out, error->type);
    if (error->field[0] != '\0') {
        rbgen_out_string(&out, ".");
        rbgen_out_string(&out, error->field);
    }
    rbgen_out_string(&out, ": ");
    rbgen_out_string(&out, rbgen_kind_name(error->kind));
    if (error->wanted[0] != '\0') {
        rbgen_out_string(&out, ", wanted ");
        rbgen_out_string(&out, error->wanted);
    }
    if (error->got[0] != '\0') {
        rbgen_out_string(&out, ", got ");
        rbgen_out_string(&out, error->got);
    }
    return out.length;
}

/* Fills an error but for what was got. */
static inline rbgen_out rbgen_fail_start(rbgen_error *error, rbgen_kind kind, const char *type, const char *field,
                                         const char *wanted)
{
    rbgen_out out = rbgen_out_to(error->wanted, sizeof error->wanted);
    rbgen_out_string(&out, wanted);
    error->kind = kind;
    error->type = type;
    error->field = field;
    return rbgen_out_to(error->got, sizeof error->got);
}

static inline rbgen_kind rbgen_fail(rbgen_error *error, rbgen_kind kind, const char *type, const char *field,
                                    const char *wanted, const char *got)
{
    if (error != NULL) {
        rbgen_out out = rbgen_fail_start(error, kind, type, field, wanted);
        rbgen_out_string(&out, got);
    }
    return kind;
}

static inline rbgen_kind rbgen_fail_u64(rbgen_error *error, rbgen_kind kind, const char *type, const char *field,
                                        const char *wanted, uint64_t got)
{
    if (error != NULL) {
        rbgen_out out = rbgen_fail_start(error, kind, type, field, wanted);
        rbgen_out_u64(&out, got);
    }
    return kind;
}

static inline rbgen_kind rbgen_fail_i64(rbgen_error *error, rbgen_kind kind, const char *type, const char *field,
                                        const char *wanted, int64_t got)
{
    if (error != NULL) {
        rbgen_out out = rbgen_fail_start(error, kind, type, field, wanted);
        rbgen_out_i64(&out, got);
    }
    return kind;
}

static inline rbgen_kind rbgen_fail_size(rbgen_error *error, rbgen_kind kind, const char *type, const char *field,
                                         uint64_t wanted, uint64_t got)
{
    if (error != NULL) {
        rbgen_out out = rbgen_fail_start(error, kind, type, field, "");
        rbgen_out_u64(&out, got);
        out = rbgen_out_to(error->wanted, sizeof error->wanted);
        rbgen_out_u64(&out, wanted);
    }
    return kind;
}

static inline rbgen_kind rbgen_fail_hex(rbgen_error *error, rbgen_kind kind, const char *type, const char *field,
                                        const char *wanted, const uint8_t *bytes, size_t size)
{
    if (error != NULL) {
        rbgen_out out = rbgen_fail_start(error, kind, type, field, wanted);
        rbgen_out_hex(&out, bytes, size);
    }
    return kind;
}

#ifdef __SIZEOF_INT128__
static inline rbgen_kind rbgen_fail_u128(rbgen_error *error, rbgen_kind kind, const char *type, const char *field,
                                         const char *wanted, rbgen_u128 got)
{
    if (error != NULL) {
        rbgen_out out = rbgen_fail_start(error, kind, type, field, wanted);
        rbgen_out_u128(&out, got);
    }
    return kind;
}

static inline rbgen_kind rbgen_fail_i128(rbgen_error *error, rbgen_kind kind, const char *type, const char *field,
                                         const char *wanted, rbgen_i128 got)
{
    if (error != NULL) {
        rbgen_out out = rbgen_fail_start(error, kind, type, field, wanted);
        rbgen_out_i128(&out, got);
    }
    return kind;
}
#endif
