/* What zbar is built of for Windows: the scanner of pictures and the symbologies the kiosk asks for, nothing else. The
 * rest (cameras, windows, JPEG, the symbologies nobody prints on a card) would be code that strangers' pictures run
 * through for nothing. */
#define ENABLE_EAN 1
#define ENABLE_CODE128 1
#define ENABLE_CODE39 1
#define ENABLE_CODABAR 1
#define ENABLE_QRCODE 1

#define ZBAR_VERSION_MAJOR 0
#define ZBAR_VERSION_MINOR 23
#define ZBAR_VERSION_PATCH 93
#define PACKAGE_VERSION "0.23.93"
#define NO_STATS 1
#define HAVE_INTTYPES_H 1
#define HAVE_STDINT_H 1
#define HAVE_UNISTD_H 1
#define HAVE_ERRNO_H 1
#define HAVE_SYS_TIME_H 1
#define HAVE_ICONV 1
#define ICONV_CONST

/* The compiler's headers promise POSIX timers, which another library would have to be shipped for. */
#include <time.h>
#include <unistd.h>
#undef _POSIX_TIMERS
