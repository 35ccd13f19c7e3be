/* ---- messages ---- */

/* The bytes of a part whose length the header states: stated * times - minus, with `stated` negated if `negative`. */
static inline rbgen_kind rbgen_part_size(bool negative, uint64_t stated, uint64_t times, uint64_t minus, size_t there,
                                         size_t *size, rbgen_error *error, const char *type, const char *part)
{
    const uint64_t bytes = stated > UINT64_MAX / times ? UINT64_MAX : stated * times;
    if (negative || bytes < minus) {
        if (error != NULL) {
            rbgen_out out = rbgen_fail_start(error, RBGEN_PAYLOAD_LENGTH, type, part, "-");
            rbgen_out_u64(&out, there);
            out = rbgen_out_to(error->wanted + 1, sizeof error->wanted - 1);
            rbgen_out_u64(&out, negative ? bytes + minus : minus - bytes);
        }
        return RBGEN_PAYLOAD_LENGTH;
    }
    if (bytes - minus > there) {
        return rbgen_fail_size(error, RBGEN_PAYLOAD_LENGTH, type, part, bytes - minus, there);
    }
    *size = (size_t)(bytes - minus);
    return RBGEN_OK;
}

/* What a header has to state for a part of so many bytes, when it can. */
static inline rbgen_kind rbgen_part_stated(size_t count, uint64_t each, uint64_t times, uint64_t minus, uint64_t most,
                                           uint64_t *stated, rbgen_error *error, const char *type, const char *part)
{
    const uint64_t sum = (uint64_t)count + minus;
    if (sum < minus || sum % times != 0 || sum / times > most) {
        const uint64_t unit = times * each;
        const uint64_t room = most > UINT64_MAX / unit ? UINT64_MAX : most * unit;
        return rbgen_fail_size(error, RBGEN_PAYLOAD_LENGTH, type, part, room > minus ? room - minus : 0, count * each);
    }
    *stated = sum / times;
    return RBGEN_OK;
}

/* A sum of sizes that stays at the largest one rather than starting again at zero. */
static inline size_t rbgen_size_sum(size_t a, size_t b)
{
    return a > SIZE_MAX - b ? SIZE_MAX : a + b;
}

/* The buffers of a call. */
typedef struct rbgen_buffers {
    uint8_t *request;
    size_t request_capacity;
    uint8_t *response; /* parts of the parsed response point into it */
    size_t response_capacity;
} rbgen_buffers;

