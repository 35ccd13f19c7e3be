u16_le: Any = getattr(c_uint16, "__ctype_le__")


u16_be: Any = getattr(c_uint16, "__ctype_be__")


u32_le: Any = getattr(c_uint32, "__ctype_le__")


u32_be: Any = getattr(c_uint32, "__ctype_be__")


u64_le: Any = getattr(c_uint64, "__ctype_le__")


u64_be: Any = getattr(c_uint64, "__ctype_be__")


i16_le: Any = getattr(c_int16, "__ctype_le__")


i16_be: Any = getattr(c_int16, "__ctype_be__")


i32_le: Any = getattr(c_int32, "__ctype_le__")


i32_be: Any = getattr(c_int32, "__ctype_be__")


i64_le: Any = getattr(c_int64, "__ctype_le__")


i64_be: Any = getattr(c_int64, "__ctype_be__")


f32_le: Any = getattr(c_float, "__ctype_le__")


f32_be: Any = getattr(c_float, "__ctype_be__")


f64_le: Any = getattr(c_double, "__ctype_le__")


f64_be: Any = getattr(c_double, "__ctype_be__")
