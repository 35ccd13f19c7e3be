//! Names that C and C++ have a use for.

use std::collections::BTreeSet;
use std::sync::LazyLock;

type Words = LazyLock<BTreeSet<&'static str>>;

static EVERYWHERE: Words =
    LazyLock::new(|| [KEYWORDS, MACROS, TYPES].iter().flat_map(|list| list.split(' ')).collect());
static AT_FILE_SCOPE: Words =
    LazyLock::new(|| [LIBRARY, LOCALS].iter().flat_map(|list| list.split(' ')).collect());
static HEADERS: Words = LazyLock::new(|| STANDARD_HEADERS.split(' ').collect());

/// Whether a name is a keyword, a macro or a type of every struct, so that nothing at all can be called so.
pub(super) fn is_taken(name: &str) -> bool {
    EVERYWHERE.contains(name)
}

/// Whether a type, function, constant or macro can't be called so: a member of a struct can.
pub(super) fn is_taken_globally(name: &str) -> bool {
    is_taken(name) || AT_FILE_SCOPE.contains(name)
}

/// Whether the standards keep a name for implementations.
pub(super) fn is_reserved(name: &str) -> bool {
    let mut chars = name.chars();
    name.contains("__") || (chars.next() == Some('_') && chars.next().is_some_and(|c| c.is_ascii_uppercase()))
}

/// Whether the name belongs to what rbgen writes itself.
pub(super) fn is_private(name: &str) -> bool {
    let start = name.get(..5).unwrap_or_default();
    start.eq_ignore_ascii_case("rbgen")
}

/// Whether `#include` of a header of this stem would find another one, on any file system.
pub(super) fn is_header(stem: &str) -> bool {
    HEADERS.contains(stem.to_ascii_lowercase().as_str())
}

/// A member's name, with an underscore where it can't be had.
pub(super) fn escape(name: String) -> String {
    if is_taken(&name) { name + "_" } else { name }
}

/// The name of a type, function, constant or macro, with an underscore where it can't be had.
pub(super) fn escape_global(name: String) -> String {
    if is_taken_globally(&name) { name + "_" } else { name }
}

/// Keywords of C up to C23 and of C++ up to C++23, with the alternative operators.
const KEYWORDS: &str = "\
    alignas alignof and and_eq asm auto bitand bitor bool break case catch char char16_t char32_t char8_t class \
    co_await co_return co_yield compl concept const const_cast consteval constexpr constinit continue decltype \
    default delete do double dynamic_cast else enum explicit export extern false float for friend goto if inline \
    int long mutable namespace new noexcept not not_eq nullptr operator or or_eq private protected public \
    register reinterpret_cast requires restrict return short signed sizeof static static_assert static_cast \
    struct switch template this thread_local throw true try typedef typeid typename typeof typeof_unqual union \
    unsigned using virtual void volatile wchar_t while xor xor_eq";

/// Macros of the headers that generated code includes, in the modes of today's compilers, and those that compilers predefine.
const MACROS: &str = "\
    ADJ_ESTERROR ADJ_FREQUENCY ADJ_MAXERROR ADJ_MICRO ADJ_NANO ADJ_OFFSET ADJ_OFFSET_SINGLESHOT \
    ADJ_OFFSET_SS_READ ADJ_SETOFFSET ADJ_STATUS ADJ_TAI ADJ_TICK ADJ_TIMECONST AIO_PRIO_DELTA_MAX BC_BASE_MAX \
    BC_DIM_MAX BC_SCALE_MAX BC_STRING_MAX BOOL_MAX BOOL_WIDTH BUFSIZ CHARCLASS_NAME_MAX CHAR_BIT CHAR_MAX \
    CHAR_MIN CHAR_WIDTH CLOCKS_PER_SEC CLOCK_BOOTTIME CLOCK_BOOTTIME_ALARM CLOCK_MONOTONIC \
    CLOCK_MONOTONIC_COARSE CLOCK_MONOTONIC_RAW CLOCK_PROCESS_CPUTIME_ID CLOCK_REALTIME CLOCK_REALTIME_ALARM \
    CLOCK_REALTIME_COARSE CLOCK_TAI CLOCK_THREAD_CPUTIME_ID COLL_WEIGHTS_MAX DELAYTIMER_MAX EOF EXPR_NEST_MAX \
    FILENAME_MAX FOPEN_MAX HOST_NAME_MAX INT16_C INT16_MAX INT16_MIN INT16_WIDTH INT32_C INT32_MAX INT32_MIN \
    INT32_WIDTH INT64_C INT64_MAX INT64_MIN INT64_WIDTH INT8_C INT8_MAX INT8_MIN INT8_WIDTH INTMAX_C INTMAX_MAX \
    INTMAX_MIN INTMAX_WIDTH INTPTR_MAX INTPTR_MIN INTPTR_WIDTH INT_FAST16_MAX INT_FAST16_MIN INT_FAST16_WIDTH \
    INT_FAST32_MAX INT_FAST32_MIN INT_FAST32_WIDTH INT_FAST64_MAX INT_FAST64_MIN INT_FAST64_WIDTH INT_FAST8_MAX \
    INT_FAST8_MIN INT_FAST8_WIDTH INT_LEAST16_MAX INT_LEAST16_MIN INT_LEAST16_WIDTH INT_LEAST32_MAX \
    INT_LEAST32_MIN INT_LEAST32_WIDTH INT_LEAST64_MAX INT_LEAST64_MIN INT_LEAST64_WIDTH INT_LEAST8_MAX \
    INT_LEAST8_MIN INT_LEAST8_WIDTH INT_MAX INT_MIN INT_WIDTH IOV_MAX LINE_MAX LLONG_MAX LLONG_MIN LLONG_WIDTH \
    LOGIN_NAME_MAX LONG_BIT LONG_LONG_MAX LONG_LONG_MIN LONG_MAX LONG_MIN LONG_WIDTH L_ctermid L_cuserid \
    L_tmpnam MAX_CANON MAX_INPUT MB_LEN_MAX MIPSEB MIPSEL MOD_CLKA MOD_CLKB MOD_ESTERROR MOD_FREQUENCY \
    MOD_MAXERROR MOD_MICRO MOD_NANO MOD_OFFSET MOD_STATUS MOD_TAI MOD_TIMECONST MQ_PRIO_MAX NAME_MAX NGROUPS_MAX \
    NL_ARGMAX NL_LANGMAX NL_MSGMAX NL_NMAX NL_SETMAX NL_TEXTMAX NULL NZERO PATH_MAX PIPE_BUF \
    PTHREAD_DESTRUCTOR_ITERATIONS PTHREAD_KEYS_MAX PTHREAD_STACK_MIN PTRDIFF_MAX PTRDIFF_MIN PTRDIFF_WIDTH \
    P_tmpdir RENAME_EXCHANGE RENAME_NOREPLACE RENAME_WHITEOUT RE_DUP_MAX RTSIG_MAX SCHAR_MAX SCHAR_MIN \
    SCHAR_WIDTH SEEK_CUR SEEK_DATA SEEK_END SEEK_HOLE SEEK_SET SEM_VALUE_MAX SHRT_MAX SHRT_MIN SHRT_WIDTH \
    SIG_ATOMIC_MAX SIG_ATOMIC_MIN SIG_ATOMIC_WIDTH SIZE_MAX SIZE_WIDTH SSIZE_MAX STA_CLK STA_CLOCKERR STA_DEL \
    STA_FLL STA_FREQHOLD STA_INS STA_MODE STA_NANO STA_PLL STA_PPSERROR STA_PPSFREQ STA_PPSJITTER STA_PPSSIGNAL \
    STA_PPSTIME STA_PPSWANDER STA_RONLY STA_UNSYNC TIMER_ABSTIME TIME_UTC TMP_MAX TTY_NAME_MAX UCHAR_MAX \
    UCHAR_WIDTH UINT16_C UINT16_MAX UINT16_WIDTH UINT32_C UINT32_MAX UINT32_WIDTH UINT64_C UINT64_MAX \
    UINT64_WIDTH UINT8_C UINT8_MAX UINT8_WIDTH UINTMAX_C UINTMAX_MAX UINTMAX_WIDTH UINTPTR_MAX UINTPTR_WIDTH \
    UINT_FAST16_MAX UINT_FAST16_WIDTH UINT_FAST32_MAX UINT_FAST32_WIDTH UINT_FAST64_MAX UINT_FAST64_WIDTH \
    UINT_FAST8_MAX UINT_FAST8_WIDTH UINT_LEAST16_MAX UINT_LEAST16_WIDTH UINT_LEAST32_MAX UINT_LEAST32_WIDTH \
    UINT_LEAST64_MAX UINT_LEAST64_WIDTH UINT_LEAST8_MAX UINT_LEAST8_WIDTH UINT_MAX UINT_WIDTH ULLONG_MAX \
    ULLONG_WIDTH ULONG_LONG_MAX ULONG_MAX ULONG_WIDTH USHRT_MAX USHRT_WIDTH WCHAR_MAX WCHAR_MIN WCHAR_WIDTH \
    WIN32 WIN64 WINNT WINT_MAX WINT_MIN WINT_WIDTH WORD_BIT XATTR_LIST_MAX XATTR_NAME_MAX XATTR_SIZE_MAX alloca \
    assert assert_perror errno far i386 interface linux mips near noreturn offsetof small sparc stderr stdin \
    stdout strdupa strndupa sun unix va_arg va_copy va_end va_start";

/// Types that structs are made of: in C++ no member can be called so.
const TYPES: &str = "int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t size_t ptrdiff_t";

/// Functions and types of the C library and of POSIX, those that compilers know without a header among them.
const LIBRARY: &str = "\
    FILE abort abs accept access acos acosf acosh acoshf acoshl acosl aligned_alloc asctime asctime_r asin asinf \
    asinh asinhf asinhl asinl asprintf at_quick_exit atan atan2 atan2f atan2l atanf atanh atanhf atanhl atanl \
    atexit atof atoi atol atoll basename bcmp bcopy bind bsearch bzero cabs cacos cacosh calloc carg casin \
    casinh catan catanh cbrt cbrtf cbrtl ccos ccosh ceil ceilf ceill cexp chdir chmod chown cimag clearerr \
    clearerr_unlocked clock clock_adjtime clock_getcpuclockid clock_getres clock_gettime clock_nanosleep \
    clock_settime clock_t clockid_t clog close conj connect cookie_close_function_t cookie_io_functions_t \
    cookie_read_function_t cookie_seek_function_t cookie_write_function_t copysign copysignf copysignl cos cosf \
    cosh coshf coshl cosl cpow cproj creal csin csinh csqrt ctan ctanh ctermid ctime ctime_r cuserid daylight \
    dcgettext dgettext difftime div div_t dprintf drem dremf dreml dup dup2 dysize ecvt environ erf erfc erfcf \
    erfcl erff erfl execl execle execlp execv execve execvp exit exp exp10 exp10f exp10l exp2 exp2f exp2l expf \
    expl explicit_bzero expm1 expm1f expm1l fabs fabsf fabsl fclose fcloseall fdim fdimf fdiml fdopen feof \
    feof_unlocked ferror ferror_unlocked fflush fflush_unlocked ffs ffsl ffsll fgetc fgetc_unlocked fgetpos \
    fgetpos64 fgets fgets_unlocked fileno fileno_unlocked flockfile floor floorf floorl fma fmaf fmal fmax fmaxf \
    fmaxl fmemopen fmin fminf fminl fmod fmodf fmodl fopen fopen64 fopencookie fork fpos64_t fpos_t fprintf \
    fputc fputc_unlocked fputs fputs_unlocked fread fread_unlocked free freopen freopen64 frexp frexpf frexpl \
    fscanf fseek fseeko fseeko64 fsetpos fsetpos64 fstat fsync ftell ftello ftello64 ftruncate ftrylockfile \
    funlockfile fwrite fwrite_unlocked gamma gammaf gammal getc getc_unlocked getchar getchar_unlocked getcwd \
    getdate getdate_err getdate_r getdelim getenv getline getopt getpid gettext getw gid_t gmtime gmtime_r hypot \
    hypotf hypotl ilogb ilogbf ilogbl imaxabs imaxdiv index initstate int_fast16_t int_fast32_t int_fast64_t \
    int_fast8_t int_least16_t int_least32_t int_least64_t int_least8_t intmax_t intptr_t ioctl isalnum isalpha \
    isascii isatty isblank iscntrl isdigit isfinite isgraph isinf isinff isinfl islower isnan isnanf isnanl \
    isnormal isprint ispunct isspace isupper iswalnum iswalpha iswblank iswcntrl iswctype iswdigit iswgraph \
    iswlower iswprint iswpunct iswspace iswupper iswxdigit isxdigit itimerspec j0 j0f j0l j1 j1f j1l jn jnf jnl \
    kill labs ldexp ldexpf ldexpl ldiv ldiv_t lgamma lgammaf lgammal link listen llabs lldiv lldiv_t llrint \
    llrintf llrintl llround llroundf llroundl locale_t localtime localtime_r log log10 log10f log10l log1p \
    log1pf log1pl log2 log2f log2l logb logbf logbl logf logl lrint lrintf lrintl lround lroundf lroundl lseek \
    main malloc max_align_t mblen mbstowcs mbtowc memccpy memchr memcmp memcpy memfrob memmem memmove mempcpy \
    memrchr memset mkdir mktime mmap mode_t modf modff modfl munmap nan nanf nanl nanosleep nearbyint nearbyintf \
    nearbyintl nextafter nextafterf nextafterl nexttoward nexttowardf nexttowardl nullptr_t obstack \
    obstack_printf obstack_vprintf off64_t off_t open open_memstream pause pclose perror pid_t pipe poll popen \
    posix_memalign pow pow10 pow10f pow10l powf powl printf putc putc_unlocked putchar putchar_unlocked puts \
    putw qsort quick_exit raise rand random rawmemchr read readlink realloc realpath recv remainder remainderf \
    remainderl remove remquo remquof remquol rename renameat renameat2 rewind rindex rint rintf rintl rmdir \
    round roundf roundl scalb scalbf scalbl scalbln scalblnf scalblnl scalbn scalbnf scalbnl scanf select send \
    setbuf setbuffer setenv setlinebuf setvbuf shutdown sigabbrev_np sigaction sigdescr_np sigevent signal \
    signbit significand significandf significandl sin sincos sincosf sincosl sinf sinh sinhf sinhl sinl sleep \
    snprintf socket sprintf sqrt sqrtf sqrtl srand srandom sscanf ssize_t stat std stpcpy stpncpy strcasecmp \
    strcasecmp_l strcasestr strcat strchr strchrnul strcmp strcoll strcoll_l strcpy strcspn strdup strerror \
    strerror_l strerror_r strerrordesc_np strerrorname_np strfry strftime strftime_l strlen strncasecmp \
    strncasecmp_l strncat strncmp strncpy strndup strnlen strpbrk strptime strptime_l strrchr strsep strsignal \
    strspn strstr strtod strtof strtok strtok_r strtol strtold strtoll strtoul strtoull strverscmp strxfrm \
    strxfrm_l symlink sync system tan tanf tanh tanhf tanhl tanl tempnam tgamma tgammaf tgammal time time_t \
    timegm timelocal timer_create timer_delete timer_getoverrun timer_gettime timer_settime timer_t timespec \
    timespec_get timespec_getres timeval timex timezone tm tmpfile tmpfile64 tmpnam tmpnam_r toascii tolower \
    toupper towlower towupper trunc truncate truncf truncl tzname tzset uid_t uint_fast16_t uint_fast32_t \
    uint_fast64_t uint_fast8_t uint_least16_t uint_least32_t uint_least64_t uint_least8_t uintmax_t uintptr_t \
    ungetc unlink usleep va_list vasprintf vdprintf vfork vfprintf vfscanf vprintf vscanf vsnprintf vsprintf \
    vsscanf wait waitpid wcstombs wctomb write y0 y0f y0l y1 y1f y1l yn ynf ynl";

/// Parameters and variables of generated functions, which would hide a type or function of the same name.
const LOCALS: &str = "\
    a amount answer at b bits buffers bytes capacity code context count data done each end entries error field \
    flags from header i index j k kind l length m member memory message n name number order out p params raw \
    received record request response seconds sent size start stated tag text transport type used value version \
    written";

/// Stems of headers that `#include <...>` would no longer find, or that go with every package.
const STANDARD_HEADERS: &str = "\
    alloca assert byteswap complex ctype endian errno fcntl features fenv float inttypes iso646 limits locale \
    malloc math memory new poll pthread rbgen_wire regex search setjmp signal signal socket stdalign stdarg \
    stdatomic stdbool stddef stdint stdio stdlib stdnoreturn string strings termios tgmath threads time uchar \
    unistd version wchar wctype windows";

#[cfg(test)]
mod tests {
    use super::{escape, escape_global, is_header, is_private, is_reserved, is_taken, is_taken_globally};

    #[test]
    fn words_of_both_languages_are_taken() {
        for word in ["class", "restrict", "and_eq", "NULL", "typeof", "errno", "linux", "INT8_MAX", "assert"]
        {
            assert!(is_taken(word) && is_taken_globally(word), "{word}");
        }
        assert!(!is_taken("klass") && !is_taken("value") && !is_taken_globally("klass"));
        assert!(is_taken_globally("value") && is_taken_globally("memcpy") && is_taken_globally("y1"));
        assert_eq!(
            (escape("value".to_owned()), escape_global("value".to_owned())),
            ("value".into(), "value_".into())
        );
    }

    #[test]
    fn names_of_implementations_are_reserved() {
        assert!(is_reserved("_Bool") && is_reserved("a__b") && !is_reserved("_a"));
        assert!(is_private("rbgen_x") && is_private("RBGEN_SIZEOF") && !is_private("rb"));
        assert!(is_header("String") && is_header("rbgen_wire") && !is_header("strings2"));
    }
}
