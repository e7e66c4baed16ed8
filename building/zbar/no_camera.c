/* zbar's conversions can ask a camera for a format; there is none in this build. */
int zbar_video_init(void *video, unsigned long format)
{
    (void)video;
    (void)format;
    return -1;
}
