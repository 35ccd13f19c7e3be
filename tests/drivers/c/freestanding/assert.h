/* The part of <assert.h> that Windows has without a hosted environment. */
#ifndef __cplusplus
#undef static_assert
#define static_assert _Static_assert
#endif
