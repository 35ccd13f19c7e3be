/* ---- readable text ---- */

/* Text on its way into a buffer. What doesn't fit is left out but counted; the text always ends in a NUL. */
typedef struct rbgen_out {
    char *text;
    size_t size;
    size_t length;
} rbgen_out;

/* Starts with nothing; without a buffer, where `size` is 0, it only counts. */
static inline rbgen_out rbgen_out_to(char *text, size_t size)
{
    rbgen_out out;
    out.text = text;
    out.size = size;
    out.length = 0;
    if (size > 0) {
        text[0] = '\0';
    }
    return out;
}

static inline void rbgen_out_char(rbgen_out *out, char c)
{
    if (out->length + 1 < out->size) {
        out->text[out->length] = c;
        out->text[out->length + 1] = '\0';
    }
    out->length++;
}

static inline void rbgen_out_string(rbgen_out *out, const char *text)
{
    while (*text != '\0') {
        rbgen_out_char(out, *text++);
    }
}

static inline void rbgen_out_u64(rbgen_out *out, uint64_t number)
{
    char digits[20]; /* the first one last */
    size_t n = 0;
    do {
        digits[n++] = (char)('0' + (int)(number % 10));
        number /= 10;
    } while (number != 0);
    while (n > 0) {
        rbgen_out_char(out, digits[--n]);
    }
}

static inline void rbgen_out_i64(rbgen_out *out, int64_t number)
{
    if (number < 0) {
        rbgen_out_char(out, '-');
    }
    rbgen_out_u64(out, number < 0 ? 0 - (uint64_t)number : (uint64_t)number);
}

#ifdef __SIZEOF_INT128__
static inline void rbgen_out_u128(rbgen_out *out, rbgen_u128 number)
{
    char digits[39]; /* the first one last */
    size_t n = 0;
    do {
        digits[n++] = (char)('0' + (int)(number % 10));
        number /= 10;
    } while (number != 0);
    while (n > 0) {
        rbgen_out_char(out, digits[--n]);
    }
}

static inline void rbgen_out_i128(rbgen_out *out, rbgen_i128 number)
{
    if (number < 0) {
        rbgen_out_char(out, '-');
    }
    rbgen_out_u128(out, number < 0 ? 0 - (rbgen_u128)number : (rbgen_u128)number);
}
#endif

static inline void rbgen_out_hex(rbgen_out *out, const uint8_t *bytes, size_t size)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < size; i++) {
        rbgen_out_char(out, digits[bytes[i] >> 4]);
        rbgen_out_char(out, digits[bytes[i] & 15]);
    }
}

/* A number of so many bytes with `0x` before it. */
static inline void rbgen_out_bits(rbgen_out *out, uint64_t number, size_t size)
{
    rbgen_out_string(out, "0x");
    for (size_t i = size; i > 0; i--) {
        const uint8_t byte = (uint8_t)(number >> (8 * (i - 1)));
        rbgen_out_hex(out, &byte, 1);
    }
}

static inline void rbgen_out_bool(rbgen_out *out, bool value)
{
    rbgen_out_string(out, value ? "true" : "false");
}

static inline void rbgen_out_f64(rbgen_out *out, double value)
{
#ifdef RBGEN_FREESTANDING
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    rbgen_out_bits(out, bits, sizeof bits);
#else
    char text[32];
    (void)snprintf(text, sizeof text, "%.17g", value);
    rbgen_out_string(out, text);
#endif
}

static inline void rbgen_out_f32(rbgen_out *out, float value)
{
#ifdef RBGEN_FREESTANDING
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    rbgen_out_bits(out, bits, sizeof bits);
#else
    char text[32];
    (void)snprintf(text, sizeof text, "%.9g", (double)value);
    rbgen_out_string(out, text);
#endif
}

/* UTF-8 in quotes, on one line. */
static inline void rbgen_out_quoted(rbgen_out *out, const char *text)
{
    rbgen_out_char(out, '"');
    for (; *text != '\0'; text++) {
        const uint8_t byte = (uint8_t)*text;
        if (byte < 0x20 || byte == 0x7f) {
            rbgen_out_string(out, "\\x");
            rbgen_out_hex(out, &byte, 1);
        } else {
            if (byte == '"' || byte == '\\') {
                rbgen_out_char(out, '\\');
            }
            rbgen_out_char(out, *text);
        }
    }
    rbgen_out_char(out, '"');
}

/* 16 bytes in the order of RFC 9562. */
static inline void rbgen_out_uuid(rbgen_out *out, const uint8_t *bytes)
{
    for (size_t i = 0; i < 16; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10) {
            rbgen_out_char(out, '-');
        }
        rbgen_out_hex(out, bytes + i, 1);
    }
}

/* 16 bytes of a GUID, whose first three numbers are little-endian. */
static inline void rbgen_out_guid(rbgen_out *out, const uint8_t *bytes)
{
    static const uint8_t order[16] = {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};
    uint8_t sorted[16];
    for (size_t i = 0; i < 16; i++) {
        sorted[i] = bytes[order[i]];
    }
    rbgen_out_uuid(out, sorted);
}

/* One of several names; `start` is the length before the first. */
static inline void rbgen_out_or(rbgen_out *out, size_t start, const char *name)
{
    rbgen_out_string(out, out->length == start ? "" : " | ");
    rbgen_out_string(out, name);
}
