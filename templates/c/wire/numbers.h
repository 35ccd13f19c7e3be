/* ---- numbers ---- */

static inline uint16_t rbgen_get_le16(const uint8_t *p) { return (uint16_t)(p[0] | (unsigned)p[1] << 8); }
static inline uint16_t rbgen_get_be16(const uint8_t *p) { return (uint16_t)(p[1] | (unsigned)p[0] << 8); }

static inline uint32_t rbgen_get_le24(const uint8_t *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16;
}

static inline uint32_t rbgen_get_be24(const uint8_t *p)
{
    return (uint32_t)p[2] | (uint32_t)p[1] << 8 | (uint32_t)p[0] << 16;
}

static inline uint32_t rbgen_get_le32(const uint8_t *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static inline uint32_t rbgen_get_be32(const uint8_t *p)
{
    return (uint32_t)p[3] | (uint32_t)p[2] << 8 | (uint32_t)p[1] << 16 | (uint32_t)p[0] << 24;
}

static inline uint64_t rbgen_get_le40(const uint8_t *p) { return rbgen_get_le32(p) | (uint64_t)p[4] << 32; }
static inline uint64_t rbgen_get_be40(const uint8_t *p) { return p[4] | (uint64_t)rbgen_get_be32(p) << 8; }
static inline uint64_t rbgen_get_le48(const uint8_t *p)
{
    return rbgen_get_le32(p) | (uint64_t)rbgen_get_le16(p + 4) << 32;
}
static inline uint64_t rbgen_get_be48(const uint8_t *p)
{
    return rbgen_get_be16(p + 4) | (uint64_t)rbgen_get_be32(p) << 16;
}
static inline uint64_t rbgen_get_le56(const uint8_t *p)
{
    return rbgen_get_le32(p) | (uint64_t)rbgen_get_le24(p + 4) << 32;
}
static inline uint64_t rbgen_get_be56(const uint8_t *p)
{
    return rbgen_get_be24(p + 4) | (uint64_t)rbgen_get_be32(p) << 24;
}
static inline uint64_t rbgen_get_le64(const uint8_t *p)
{
    return rbgen_get_le32(p) | (uint64_t)rbgen_get_le32(p + 4) << 32;
}
static inline uint64_t rbgen_get_be64(const uint8_t *p)
{
    return rbgen_get_be32(p + 4) | (uint64_t)rbgen_get_be32(p) << 32;
}

static inline void rbgen_put_le(uint8_t *p, size_t size, uint64_t v)
{
    for (size_t i = 0; i < size; i++) {
        p[i] = (uint8_t)(v >> (8 * i));
    }
}

static inline void rbgen_put_be(uint8_t *p, size_t size, uint64_t v)
{
    for (size_t i = 0; i < size; i++) {
        p[i] = (uint8_t)(v >> (8 * (size - 1 - i)));
    }
}

static inline void rbgen_put_le16(uint8_t *p, uint16_t v) { rbgen_put_le(p, 2, v); }
static inline void rbgen_put_be16(uint8_t *p, uint16_t v) { rbgen_put_be(p, 2, v); }
static inline void rbgen_put_le24(uint8_t *p, uint32_t v) { rbgen_put_le(p, 3, v); }
static inline void rbgen_put_be24(uint8_t *p, uint32_t v) { rbgen_put_be(p, 3, v); }
static inline void rbgen_put_le32(uint8_t *p, uint32_t v) { rbgen_put_le(p, 4, v); }
static inline void rbgen_put_be32(uint8_t *p, uint32_t v) { rbgen_put_be(p, 4, v); }
static inline void rbgen_put_le40(uint8_t *p, uint64_t v) { rbgen_put_le(p, 5, v); }
static inline void rbgen_put_be40(uint8_t *p, uint64_t v) { rbgen_put_be(p, 5, v); }
static inline void rbgen_put_le48(uint8_t *p, uint64_t v) { rbgen_put_le(p, 6, v); }
static inline void rbgen_put_be48(uint8_t *p, uint64_t v) { rbgen_put_be(p, 6, v); }
static inline void rbgen_put_le56(uint8_t *p, uint64_t v) { rbgen_put_le(p, 7, v); }
static inline void rbgen_put_be56(uint8_t *p, uint64_t v) { rbgen_put_be(p, 7, v); }
static inline void rbgen_put_le64(uint8_t *p, uint64_t v) { rbgen_put_le(p, 8, v); }
static inline void rbgen_put_be64(uint8_t *p, uint64_t v) { rbgen_put_be(p, 8, v); }

#ifdef __SIZEOF_INT128__
static inline rbgen_u128 rbgen_get_le128(const uint8_t *p)
{
    return rbgen_get_le64(p) | (rbgen_u128)rbgen_get_le64(p + 8) << 64;
}
static inline rbgen_u128 rbgen_get_be128(const uint8_t *p)
{
    return rbgen_get_be64(p + 8) | (rbgen_u128)rbgen_get_be64(p) << 64;
}
static inline void rbgen_put_le128(uint8_t *p, rbgen_u128 v)
{
    rbgen_put_le(p, 8, (uint64_t)v);
    rbgen_put_le(p + 8, 8, (uint64_t)(v >> 64));
}
static inline void rbgen_put_be128(uint8_t *p, rbgen_u128 v)
{
    rbgen_put_be(p, 8, (uint64_t)(v >> 64));
    rbgen_put_be(p + 8, 8, (uint64_t)v);
}
#endif

/* In an order that is an argument. */
static inline uint16_t rbgen_get16(const uint8_t *p, rbgen_order order)
{
    return order == RBGEN_BIG ? rbgen_get_be16(p) : rbgen_get_le16(p);
}
static inline uint32_t rbgen_get24(const uint8_t *p, rbgen_order order)
{
    return order == RBGEN_BIG ? rbgen_get_be24(p) : rbgen_get_le24(p);
}
static inline uint32_t rbgen_get32(const uint8_t *p, rbgen_order order)
{
    return order == RBGEN_BIG ? rbgen_get_be32(p) : rbgen_get_le32(p);
}
static inline uint64_t rbgen_get40(const uint8_t *p, rbgen_order order)
{
    return order == RBGEN_BIG ? rbgen_get_be40(p) : rbgen_get_le40(p);
}
static inline uint64_t rbgen_get48(const uint8_t *p, rbgen_order order)
{
    return order == RBGEN_BIG ? rbgen_get_be48(p) : rbgen_get_le48(p);
}
static inline uint64_t rbgen_get56(const uint8_t *p, rbgen_order order)
{
    return order == RBGEN_BIG ? rbgen_get_be56(p) : rbgen_get_le56(p);
}
static inline uint64_t rbgen_get64(const uint8_t *p, rbgen_order order)
{
    return order == RBGEN_BIG ? rbgen_get_be64(p) : rbgen_get_le64(p);
}

static inline void rbgen_put(uint8_t *p, size_t size, uint64_t v, rbgen_order order)
{
    if (order == RBGEN_BIG) {
        rbgen_put_be(p, size, v);
    } else {
        rbgen_put_le(p, size, v);
    }
}

static inline void rbgen_put16(uint8_t *p, uint16_t v, rbgen_order order) { rbgen_put(p, 2, v, order); }
static inline void rbgen_put24(uint8_t *p, uint32_t v, rbgen_order order) { rbgen_put(p, 3, v, order); }
static inline void rbgen_put32(uint8_t *p, uint32_t v, rbgen_order order) { rbgen_put(p, 4, v, order); }
static inline void rbgen_put40(uint8_t *p, uint64_t v, rbgen_order order) { rbgen_put(p, 5, v, order); }
static inline void rbgen_put48(uint8_t *p, uint64_t v, rbgen_order order) { rbgen_put(p, 6, v, order); }
static inline void rbgen_put56(uint8_t *p, uint64_t v, rbgen_order order) { rbgen_put(p, 7, v, order); }
static inline void rbgen_put64(uint8_t *p, uint64_t v, rbgen_order order) { rbgen_put(p, 8, v, order); }

#ifdef __SIZEOF_INT128__
static inline rbgen_u128 rbgen_get128(const uint8_t *p, rbgen_order order)
{
    return order == RBGEN_BIG ? rbgen_get_be128(p) : rbgen_get_le128(p);
}
static inline void rbgen_put128(uint8_t *p, rbgen_u128 v, rbgen_order order)
{
    if (order == RBGEN_BIG) {
        rbgen_put_be128(p, v);
    } else {
        rbgen_put_le128(p, v);
    }
}
#endif

/* Extends the sign of a number of `bits` bits. */
static inline int32_t rbgen_signed32(uint32_t v, unsigned bits)
{
    const uint32_t sign = UINT32_C(1) << (bits - 1);
    return (int32_t)((v ^ sign) - sign);
}

static inline int64_t rbgen_signed64(uint64_t v, unsigned bits)
{
    const uint64_t sign = UINT64_C(1) << (bits - 1);
    return (int64_t)((v ^ sign) - sign);
}

#ifdef __SIZEOF_INT128__
static inline rbgen_i128 rbgen_signed128(rbgen_u128 v, unsigned bits)
{
    const rbgen_u128 sign = (rbgen_u128)1 << (bits - 1);
    return (rbgen_i128)((v ^ sign) - sign);
}
#endif

static inline float rbgen_f32(uint32_t bits)
{
    float v;
    memcpy(&v, &bits, sizeof v);
    return v;
}

static inline double rbgen_f64(uint64_t bits)
{
    double v;
    memcpy(&v, &bits, sizeof v);
    return v;
}

static inline uint32_t rbgen_f32_bits(float v)
{
    uint32_t bits;
    memcpy(&bits, &v, sizeof bits);
    return bits;
}

static inline uint64_t rbgen_f64_bits(double v)
{
    uint64_t bits;
    memcpy(&bits, &v, sizeof bits);
    return bits;
}

/* The whole number nearest to another one, of those a field can hold; 0 for what is no number. */
static inline uint64_t rbgen_nearest_u64(double number, uint64_t most)
{
    if (!(number > 0)) {
        return 0;
    }
    return number >= (double)most ? most : (uint64_t)(number + 0.5);
}

static inline int64_t rbgen_nearest_i64(double number, int64_t least, int64_t most)
{
    if (!(number < 0 || number > 0)) {
        return 0;
    }
    if (number <= (double)least || number >= (double)most) {
        return number < 0 ? least : most;
    }
    return (int64_t)(number < 0 ? number - 0.5 : number + 0.5);
}

#ifdef __SIZEOF_INT128__
static inline rbgen_u128 rbgen_nearest_u128(double number, rbgen_u128 most)
{
    if (!(number > 0)) {
        return 0;
    }
    return number >= (double)most ? most : (rbgen_u128)(number + 0.5);
}

static inline rbgen_i128 rbgen_nearest_i128(double number, rbgen_i128 least, rbgen_i128 most)
{
    if (!(number < 0 || number > 0)) {
        return 0;
    }
    if (number <= (double)least || number >= (double)most) {
        return number < 0 ? least : most;
    }
    return (rbgen_i128)(number < 0 ? number - 0.5 : number + 0.5);
}
#endif

/* The index of the first byte that isn't zero, or `size`. */
static inline size_t rbgen_not_zero(const uint8_t *p, size_t size)
{
    size_t i = 0;
    while (i < size && p[i] == 0) {
        i++;
    }
    return i;
}

