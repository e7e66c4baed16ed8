/* Conversions into UTF-8 for zbar, from the two encodings a QR code is likely to name itself: UTF-8 and Latin-1.
 *
 * A code that names none is read as bytes, untouched, so nothing is ever guessed here; one that names another encoding
 * is not read by zbar, and left to the other decoder. pyzbar loads this library by the name libiconv.dll. */
#include <errno.h>
#include <string.h>

#include "iconv.h"

static char from_utf8, from_latin1; /* their addresses are the conversions */

iconv_t iconv_open(const char *to, const char *from)
{
    if (strcmp(to, "UTF-8") == 0 && strcmp(from, "UTF-8") == 0)
        return &from_utf8;
    if (strcmp(to, "UTF-8") == 0 && strcmp(from, "ISO8859-1") == 0)
        return &from_latin1;
    errno = EINVAL;
    return (iconv_t)-1;
}

int iconv_close(iconv_t conversion)
{
    (void)conversion;
    return 0;
}

size_t iconv(iconv_t conversion, char **in, size_t *in_left, char **out, size_t *out_left)
{
    if (in == NULL || *in == NULL)
        return 0;
    while (*in_left > 0) {
        unsigned char byte = (unsigned char)**in;
        size_t wide = conversion == &from_latin1 && byte >= 0x80 ? 2 : 1;
        if (*out_left < wide) {
            errno = E2BIG;
            return (size_t)-1;
        }
        if (wide == 2) {
            *(*out)++ = (char)(0xC0 | byte >> 6);
            *(*out)++ = (char)(0x80 | (byte & 0x3F));
        } else {
            *(*out)++ = (char)byte;
        }
        *out_left -= wide;
        ++*in;
        --*in_left;
    }
    return 0;
}
