/* Windows 10 has a library of Unicode conversions that Wine 10 lacks and that Qt is linked with. Qt asks it for
 * converters of foreign encodings only, which the kiosk has no use for: here is one that knows none. The numbers and
 * signatures are those of ICU's public interface; what is called with a converter only is never called. */
#define SHARED __declspec(dllexport)
#define FILE_ACCESS_ERROR 4

static void refuse(int *status)
{
    if (status)
        *status = FILE_ACCESS_ERROR;
}

SHARED void *ucnv_open(const char *name, int *status) { refuse(status); return 0; }
SHARED void ucnv_close(void *converter) {}
SHARED void ucnv_reset(void *converter) {}
SHARED signed char ucnv_getMaxCharSize(const void *converter) { return 1; }
SHARED const char *ucnv_getName(const void *converter, int *status) { refuse(status); return ""; }
SHARED int ucnv_countAvailable(void) { return 0; }
SHARED const char *ucnv_getAvailableName(int number) { return 0; }
SHARED const char *ucnv_getStandardName(const char *name, const char *standard, int *status)
{
    refuse(status);
    return 0;
}
SHARED int ucnv_toUCountPending(const void *converter, int *status) { refuse(status); return 0; }
SHARED int ucnv_fromUCountPending(const void *converter, int *status) { refuse(status); return 0; }

#define NEVER_CALLED(name) SHARED void name(void) {}
NEVER_CALLED(ucnv_toUnicode)
NEVER_CALLED(ucnv_fromUnicode)
NEVER_CALLED(ucnv_getToUCallBack)
NEVER_CALLED(ucnv_getFromUCallBack)
NEVER_CALLED(ucnv_setToUCallBack)
NEVER_CALLED(ucnv_setFromUCallBack)
NEVER_CALLED(ucnv_cbToUWriteUChars)
NEVER_CALLED(ucnv_cbFromUWriteUChars)
NEVER_CALLED(UCNV_TO_U_CALLBACK_SUBSTITUTE)
NEVER_CALLED(UCNV_FROM_U_CALLBACK_SUBSTITUTE)
