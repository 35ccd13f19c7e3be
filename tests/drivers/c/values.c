/* Equality, text and conversions of values, as a program uses them. */
#include "arrays.h"
#include "below_zero.h"
#include "bits.h"
#include "floats.h"
#include "text.h"
#include "unions.h"

#include <stdlib.h>

static void check(bool passed, int line)
{
    if (!passed) {
        (void)fprintf(stderr, "values.c:%d\n", line);
        exit(1);
    }
}

#define CHECK(condition) check(condition, __LINE__)

/* Whether a text has a part. */
static bool says(const char *text, const char *part)
{
    if (strstr(text, part) == NULL) {
        (void)fprintf(stderr, "no \"%s\" in \"%s\"\n", part, text);
        return false;
    }
    return true;
}

static void equality(void)
{
    ArraysValue a;
    ArraysValue b;
    FloatsValue f;
    FloatsValue g;
    arrays_init(&a);
    arrays_init(&b);
    CHECK(arrays_equal(&a, &b));
    a.names[3][0] = 'x';
    CHECK(!arrays_equal(&a, &b));
    a.names[3][0] = '\0';
    a.names[3][1] = 'y'; /* behind the end */
    CHECK(arrays_equal(&a, &b));
    a.grid[1][1].value = 1;
    CHECK(!arrays_equal(&a, &b) && !item_equal(&a.grid[1][1], &b.grid[1][1]));
    b.grid[1][1].value = 1;
    b.floats[1] = -0.0;
    CHECK(!arrays_equal(&a, &b));
    a.floats[1] = -0.0;
    a.guids[1].bytes[15] = 1;
    CHECK(!arrays_equal(&a, &b));

    floats_init(&f);
    g = f;
    f.single = rbgen_f32(UINT32_C(0x7fc00001));
    CHECK(floats_equal(&f, &f) && !floats_equal(&f, &g));
    g.single = rbgen_f32(UINT32_C(0x7fc00002));
    CHECK(!floats_equal(&f, &g));
}

static void text(void)
{
    char out[2048];
    ArraysValue a;
    Ipv4StartValue ip;
    FloatsValue f;
    TextsValue t;
    arrays_init(&a);
    a.rights[0] = RIGHTS_READ | RIGHTS_WRITE | 0xa0;
    a.levels[3] = 5;
    memcpy(a.names[1], "a\"\\\n\x7f", 6);
    a.blobs[1][0] = 0xfe;
    for (uint8_t i = 0; i < 16; i++) {
        a.ids[1].bytes[i] = i;
        a.guids[1].bytes[i] = i;
    }
    CHECK(arrays_format(&a, out, sizeof out) == strlen(out));
    CHECK(says(out, "Arrays {numbers = [1, 2, 3, 4], matrix = [[0, 0, 0], [0, 0, 0]], cube = [[[1, -1], [2, -2]], "));
    CHECK(says(out, ", flags = [false, false, false, false], levels = [LOW, MIDDLE, HIGH, 5], "));
    CHECK(says(out, ", rights = [READ | WRITE | 0xa0, 0, 0, 0], names = [\"\", \"a\\\"\\\\\\x0a\\x7f\", "));
    CHECK(says(out, ", blobs = [00000000, fe000000], items = [Item {key = 0, value = 0}, "));
    CHECK(says(out, "[00000000-0000-0000-0000-000000000000, 00010203-0405-0607-0809-0a0b0c0d0e0f]"));
    CHECK(says(out, "[00000000-0000-0000-0000-000000000000, 03020100-0504-0706-0809-0a0b0c0d0e0f]}"));

    ipv4_start_init(&ip);
    ip.precedence = 7;
    ip.cost = -3;
    ip.tcp |= UINT16_C(5) << TCP_FLAGS_OFFSET_SHIFT;
    (void)ipv4_start_format(&ip, out, sizeof out);
    CHECK(says(out, "Ipv4Start {ihl = 5, precedence = 7, delay = false, cost = -3, "));
    CHECK(says(out, "fragment_flags = 0, tcp = SYN | ACK | OFFSET(5)}"));

    floats_init(&f);
    f.single = 0.5f;
    f.double_ = -1e300;
    (void)floats_format(&f, out, sizeof out);
    CHECK(says(out, "Floats {single = 0.5, "));
    CHECK(says(out, ", double = -1.0000000000000001e+300, pi = 3.1415926535897931, third = 0.100000001, "));

    texts_init(&t);
    CHECK(texts_set_utf8(&t, "h\xc3\xa9", 3, NULL) == RBGEN_OK);
    CHECK(texts_set_utf8(&t, t.utf8 + 1, 2, NULL) == RBGEN_OK);
    CHECK(texts_set_ascii(&t, NULL, 0, NULL) == RBGEN_OK);
    (void)texts_format(&t, out, sizeof out);
    CHECK(says(out, "Texts {ascii = \"\", utf8 = \"\xc3\xa9\", "));
    CHECK(texts_format(&t, NULL, 0) == strlen(out));
    CHECK(texts_format(&t, out, 1) > 1 && out[0] == '\0');
}

static void conversions(void)
{
    CHECK(floats_temperature_raw(20.0) == 29315 && floats_temperature_physical(29315) > 19.99);
    CHECK(floats_temperature_raw(1e9) == INT16_MAX && floats_temperature_raw(-1e9) == INT16_MIN);
    CHECK(floats_temperature_raw(rbgen_f64(UINT64_C(0x7ff8000000000000))) == 0);
    CHECK(floats_ratio_raw(-4.0) == 0 && floats_ratio_raw(1.2) == 2 && floats_ratio_raw(1e300) == UINT16_MAX);
    CHECK(ipv4_start_fragment_offset_raw(1e9) == 8191 && ipv4_start_fragment_offset_raw(20.0) == 3);
    CHECK(rbgen_nearest_u64(1e300, UINT64_MAX) == UINT64_MAX && rbgen_nearest_u64(18446744073709549568.0, UINT64_MAX)
        == UINT64_C(18446744073709549568));
    CHECK(rbgen_nearest_i64(-1e300, INT64_MIN, INT64_MAX) == INT64_MIN && rbgen_nearest_i64(-2.5, -9, 9) == -3);
    CHECK(rbgen_nearest_u128(1e300, ~(rbgen_u128)0) == ~(rbgen_u128)0 && rbgen_nearest_i128(-1.6, -2, 2) == -2);
}

static void below_zero(void)
{
    char out[64];
    Drawing drawing;
    memset(&drawing, 0, sizeof drawing);
    drawing.header.left = -5;
    drawing.header.high = -128;
    drawing.header.low = 255;
    CHECK(drawing_dimensions(&drawing, out, sizeof out) == 11 && strcmp(out, "-5x-128x255") == 0);
    CHECK(drawing_dimensions(&drawing, out, 4) == 11 && strcmp(out, "-5x") == 0);
    CHECK(LOWEST == INT64_MIN + 1 && CORNER_FIXED == -3);
}

/* Sizes that no buffer has don't wrap around. */
static void sizes(void)
{
    CHECK(rbgen_size_sum(SIZE_MAX, 2) == SIZE_MAX && rbgen_size_sum(3, 4) == 7);
}

int main(void)
{
    equality();
    text();
    conversions();
    below_zero();
    sizes();
    return 0;
}
