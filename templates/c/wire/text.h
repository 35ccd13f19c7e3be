/* ---- text ---- */

typedef enum rbgen_encoding {
    RBGEN_ASCII,
    RBGEN_UTF8,
    RBGEN_LATIN1,
    RBGEN_UTF16LE,
    RBGEN_UTF16BE
} rbgen_encoding;

#define RBGEN_PAD_SPACE 1u  /* filled with spaces rather than NUL */
#define RBGEN_TERMINATED 2u /* a NUL must be there */
#define RBGEN_REPLACE 4u    /* what doesn't decode reads as U+FFFD */

/* Reads one character of UTF-8. Returns its bytes; 0 for bytes that are none, with how many to skip in *skip. */
static inline size_t rbgen_utf8_get(const uint8_t *p, size_t size, uint32_t *code, size_t *skip)
{
    uint8_t low = 0x80;
    uint8_t high = 0xbf;
    size_t need;
    *skip = 1;
    if (p[0] < 0x80) {
        *code = p[0];
        return 1;
    }
    if (p[0] >= 0xc2 && p[0] <= 0xdf) {
        need = 1;
        *code = p[0] & 0x1fu;
    } else if (p[0] >= 0xe0 && p[0] <= 0xef) {
        need = 2;
        *code = p[0] & 0x0fu;
        low = p[0] == 0xe0 ? 0xa0 : 0x80;
        high = p[0] == 0xed ? 0x9f : 0xbf;
    } else if (p[0] >= 0xf0 && p[0] <= 0xf4) {
        need = 3;
        *code = p[0] & 0x07u;
        low = p[0] == 0xf0 ? 0x90 : 0x80;
        high = p[0] == 0xf4 ? 0x8f : 0xbf;
    } else {
        return 0;
    }
    for (size_t i = 1; i <= need; i++) {
        if (i >= size || p[i] < low || p[i] > high) {
            *skip = i;
            return 0;
        }
        *code = *code << 6 | (p[i] & 0x3fu);
        low = 0x80;
        high = 0xbf;
    }
    return need + 1;
}

static inline size_t rbgen_utf8_put(uint32_t code, char *out)
{
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        out[0] = (char)(0xc0 | code >> 6);
        out[1] = (char)(0x80 | (code & 0x3f));
        return 2;
    }
    if (code < 0x10000) {
        out[0] = (char)(0xe0 | code >> 12);
        out[1] = (char)(0x80 | (code >> 6 & 0x3f));
        out[2] = (char)(0x80 | (code & 0x3f));
        return 3;
    }
    out[0] = (char)(0xf0 | code >> 18);
    out[1] = (char)(0x80 | (code >> 12 & 0x3f));
    out[2] = (char)(0x80 | (code >> 6 & 0x3f));
    out[3] = (char)(0x80 | (code & 0x3f));
    return 4;
}

static inline uint32_t rbgen_text_unit(const uint8_t *p, size_t index, rbgen_encoding encoding)
{
    switch (encoding) {
    case RBGEN_UTF16LE: return rbgen_get_le16(p + 2 * index);
    case RBGEN_UTF16BE: return rbgen_get_be16(p + 2 * index);
    case RBGEN_ASCII:
    case RBGEN_UTF8:
    case RBGEN_LATIN1: break;
    }
    return p[index];
}

/* Reads one character at `index` of `units`; as rbgen_utf8_get. */
static inline size_t rbgen_text_next(const uint8_t *p, size_t index, size_t units, rbgen_encoding encoding,
                                     uint32_t *code, size_t *skip)
{
    uint32_t unit = rbgen_text_unit(p, index, encoding);
    *skip = 1;
    *code = unit;
    switch (encoding) {
    case RBGEN_ASCII: return unit < 0x80 ? 1 : 0;
    case RBGEN_LATIN1: return 1;
    case RBGEN_UTF8: return rbgen_utf8_get(p + index, units - index, code, skip);
    case RBGEN_UTF16LE:
    case RBGEN_UTF16BE: break;
    }
    if (unit < 0xd800 || unit > 0xdfff) {
        return 1;
    }
    if (unit < 0xdc00 && index + 1 < units) {
        uint32_t second = rbgen_text_unit(p, index + 1, encoding);
        if (second >= 0xdc00 && second <= 0xdfff) {
            *code = 0x10000 + ((unit - 0xd800) << 10) + (second - 0xdc00);
            return 2;
        }
    }
    return 0;
}

/* Reads `units` units of text into NUL-terminated UTF-8. */
static inline rbgen_kind rbgen_text_get(const uint8_t *p, size_t units, rbgen_encoding encoding, unsigned rules,
                                        char *out, rbgen_error *error, const char *type, const char *field)
{
    size_t end = 0;
    size_t length = 0;
    while (end < units && rbgen_text_unit(p, end, encoding) != 0) {
        end++;
    }
    if ((rules & RBGEN_TERMINATED) != 0 && end == units) {
        return rbgen_fail(error, RBGEN_NOT_TERMINATED, type, field, "", "");
    }
    while ((rules & RBGEN_PAD_SPACE) != 0 && end > 0 && rbgen_text_unit(p, end - 1, encoding) == ' ') {
        end--;
    }
    for (size_t i = 0; i < end;) {
        uint32_t code;
        size_t skip;
        size_t used = rbgen_text_next(p, i, end, encoding, &code, &skip);
        if (used == 0) {
            if ((rules & RBGEN_REPLACE) == 0) {
                return rbgen_fail_size(error, RBGEN_BAD_TEXT, type, field, i, rbgen_text_unit(p, i, encoding));
            }
            code = 0xfffd;
            used = skip;
        }
        length += rbgen_utf8_put(code, out + length);
        i += used;
    }
    out[length] = '\0';
    return RBGEN_OK;
}

/* Writes UTF-8 as `units` units of text; with p == NULL only checks it. */
static inline rbgen_kind rbgen_text_put(uint8_t *p, size_t units, rbgen_encoding encoding, unsigned rules,
                                        const char *text, size_t length, rbgen_error *error, const char *type,
                                        const char *field)
{
    const uint8_t *in = (const uint8_t *)text;
    const size_t room = (rules & RBGEN_TERMINATED) != 0 ? units - 1 : units;
    const bool wide = encoding == RBGEN_UTF16LE || encoding == RBGEN_UTF16BE;
    size_t need = 0;
    size_t index = 0;
    for (size_t i = 0; i < length; index++) {
        uint32_t code;
        size_t skip;
        size_t used = rbgen_utf8_get(in + i, length - i, &code, &skip);
        uint32_t unit[4];
        size_t count = 1;
        if (used == 0) {
            return rbgen_fail_size(error, RBGEN_BAD_TEXT, type, field, index, in[i]);
        }
        if (code == 0 || (encoding == RBGEN_ASCII && code > 0x7f) || (encoding == RBGEN_LATIN1 && code > 0xff)) {
            return rbgen_fail_size(error, RBGEN_BAD_TEXT, type, field, index, code);
        }
        unit[0] = code;
        if (encoding == RBGEN_UTF8) {
            for (count = 0; count < used; count++) {
                unit[count] = in[i + count];
            }
        } else if (wide && code > 0xffff) {
            unit[0] = 0xd800 + ((code - 0x10000) >> 10);
            unit[1] = 0xdc00 + ((code - 0x10000) & 0x3ff);
            count = 2;
        }
        for (size_t k = 0; p != NULL && k < count && need + k < units; k++) {
            if (encoding == RBGEN_UTF16BE) {
                rbgen_put_be16(p + 2 * (need + k), (uint16_t)unit[k]);
            } else if (wide) {
                rbgen_put_le16(p + 2 * (need + k), (uint16_t)unit[k]);
            } else {
                p[need + k] = (uint8_t)unit[k];
            }
        }
        need += count;
        i += used;
    }
    if (need > room) {
        return rbgen_fail_size(error, RBGEN_TEXT_TOO_LONG, type, field, room, need);
    }
    for (size_t k = need; p != NULL && k < units; k++) {
        const bool ends = (rules & RBGEN_TERMINATED) != 0 && k == need;
        const uint16_t fill = (rules & RBGEN_PAD_SPACE) != 0 && !ends ? ' ' : 0;
        if (encoding == RBGEN_UTF16BE) {
            rbgen_put_be16(p + 2 * k, fill);
        } else if (wide) {
            rbgen_put_le16(p + 2 * k, fill);
        } else {
            p[k] = (uint8_t)fill;
        }
    }
    return RBGEN_OK;
}

/* The length of a text of a value, at most `capacity`. */
static inline size_t rbgen_text_length(const char *text, size_t capacity)
{
    const char *end = (const char *)memchr(text, 0, capacity);
    return end == NULL ? capacity : (size_t)(end - text);
}

/* Checks a text and copies it into a value. */
static inline rbgen_kind rbgen_text_set(char *out, size_t capacity, size_t units, rbgen_encoding encoding,
                                        unsigned rules, const char *text, size_t length, rbgen_error *error,
                                        const char *type, const char *field)
{
    rbgen_kind kind = rbgen_text_put(NULL, units, encoding, rules, text, length, error, type, field);
    if (kind != RBGEN_OK) {
        return kind;
    }
    /* A text that fits its units always fits the value: the capacity is for the longest UTF-8 they make. */
    if (length >= capacity) {
        return rbgen_fail_size(error, RBGEN_TEXT_TOO_LONG, type, field, capacity - 1, length);
    }
    if (length != 0) {
        memmove(out, text, length); /* it may be a part of the same text */
    }
    out[length] = '\0';
    return RBGEN_OK;
}

