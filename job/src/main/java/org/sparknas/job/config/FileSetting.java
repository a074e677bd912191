package org.sparknas.job.config;

/**
 * A file that a setting names.
 *
 * @param setting the setting and where it was set, as in {@code data.idx.train-images in my.conf
 *     line 12}, for messages
 */
public record FileSetting(String path, String setting) {}
