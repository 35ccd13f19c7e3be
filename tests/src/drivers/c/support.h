/* Lines, numbers and bytes of the drivers in C. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static FILE *out;
static const char *line_id;

static void give_up(const char *why, const char *what)
{
    (void)fprintf(stderr, "driver: %s: %s\n", why, what);
    exit(2);
}

static FILE *captured_out;
static char *captured_text;
static size_t captured_size;

/* What is written from here on becomes a text, up to `captured`. */
static void capture(void)
{
    captured_out = out;
    out = open_memstream(&captured_text, &captured_size);
    if (out == NULL) {
        give_up("no memory", "capture");
    }
}

static char *captured(void)
{
    (void)fclose(out);
    out = captured_out;
    return captured_text;
}

/* What follows a name in a path, or NULL if the path starts with another. */
static const char *after(const char *path, const char *name)
{
    size_t n = strlen(name);
    if (strncmp(path, name, n) != 0 || (path[n] != '\0' && path[n] != '.' && path[n] != '[')) {
        return NULL;
    }
    return path + n;
}

static const char *subscript(const char *path, size_t limit, size_t *index)
{
    char *end;
    if (*path != '[') {
        give_up("no index", path);
    }
    *index = (size_t)strtoull(path + 1, &end, 10);
    if (*end != ']' || *index >= limit) {
        give_up("bad index", path);
    }
    return end + 1;
}

static const char *inside(const char *path)
{
    if (*path != '.') {
        give_up("no member", path);
    }
    return path + 1;
}

static int digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Reads hex into a new buffer. */
static uint8_t *unhex(const char *text, size_t *size)
{
    size_t n = strlen(text) / 2;
    uint8_t *bytes = (uint8_t *)malloc(n + 1);
    if (bytes == NULL || strlen(text) % 2 != 0) {
        give_up("bad hex", text);
    }
    for (size_t i = 0; i < n; i++) {
        int high = digit(text[2 * i]);
        int low = digit(text[2 * i + 1]);
        if (high < 0 || low < 0) {
            give_up("bad hex", text);
        }
        bytes[i] = (uint8_t)(high << 4 | low);
    }
    bytes[n] = 0;
    *size = n;
    return bytes;
}

static void unhex_exactly(const char *text, uint8_t *to, size_t size)
{
    size_t n;
    uint8_t *bytes = unhex(text, &n);
    if (n != size) {
        give_up("wrong number of bytes", text);
    }
    memcpy(to, bytes, n);
    free(bytes);
}

static void put_hex(const uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        (void)fprintf(out, "%02x", bytes[i]);
    }
}

/* A whole number as sign and magnitude. */
typedef struct number {
    bool negative;
    rbgen_u128 magnitude;
} number;

static number parse_number(const char *text)
{
    number n = {false, 0};
    const char *p = text;
    if (*p == '-') {
        n.negative = true;
        p++;
    }
    if (*p == '\0') {
        give_up("no number", text);
    }
    for (; *p != '\0'; p++) {
        if (*p < '0' || *p > '9') {
            give_up("no number", text);
        }
        n.magnitude = n.magnitude * 10 + (rbgen_u128)(*p - '0');
    }
    return n;
}

static rbgen_u128 bits_of(number n)
{
    return n.negative ? 0 - n.magnitude : n.magnitude;
}

static bool fits(number n, rbgen_u128 below, rbgen_u128 above)
{
    return n.negative ? n.magnitude <= below : n.magnitude <= above;
}

static void put_unsigned(rbgen_u128 v)
{
    char text[48];
    size_t at = sizeof text - 1;
    text[at] = '\0';
    do {
        text[--at] = (char)('0' + (int)(v % 10));
        v /= 10;
    } while (v != 0);
    (void)fputs(text + at, out);
}

static void put_signed(rbgen_i128 v)
{
    if (v < 0) {
        (void)fputc('-', out);
    }
    put_unsigned(v < 0 ? 0 - (rbgen_u128)v : (rbgen_u128)v);
}

static void put_error(const rbgen_error *e)
{
    (void)fprintf(out, "%s\terr\t%s\t%s\t%s\t%s\t%s\n", line_id, rbgen_kind_name(e->kind), e->type, e->field, e->wanted,
                  e->got);
}

/* The path so far; members are added behind and taken off again. */
static char path[4096];

static size_t push(const char *text)
{
    size_t n = strlen(path);
    if (n + strlen(text) + 1 > sizeof path) {
        give_up("path too long", path);
    }
    strcpy(path + n, text);
    return n;
}

static size_t push_index(size_t index)
{
    char text[32];
    (void)snprintf(text, sizeof text, "[%zu]", index);
    return push(text);
}

static void pop(size_t n)
{
    path[n] = '\0';
}

static void put_path(void)
{
    (void)fprintf(out, "\t%s=", path);
}
