package org.sparknas.job.spark;

import java.util.Arrays;
import org.apache.spark.SparkConf;

/** Refuses Spark serialiser settings with which training would fail late and obscurely. */
public final class SerializerCheck {
  private static final String SERIALIZER = "spark.serializer";
  private static final String REGISTRATOR = "spark.kryo.registrator";
  private static final String BUFFER = "spark.kryoserializer.buffer.max";
  private static final String ND4J_REGISTRATOR = "org.nd4j.kryo.Nd4jRegistrator";
  private static final long MEBIBYTE = 1L << 20;

  private SerializerCheck() {}

  /**
   * Kryo by itself reads ND4J's arrays back as null pointers.
   *
   * @throws IllegalArgumentException when Kryo is set without ND4J's registrator; says which
   *     setting to add
   */
  public static void requireNd4j(SparkConf conf) {
    String registrators = conf.get(REGISTRATOR, "");
    boolean registered =
        Arrays.stream(registrators.split(",", -1))
            .map(String::trim)
            .anyMatch(ND4J_REGISTRATOR::equals);
    if (isKryo(conf) && !registered) {
      throw new IllegalArgumentException(
          "%s = %s needs ND4J's registrator, but %s is %s; add --conf %s=%s, or leave %s unset"
              .formatted(
                  SERIALIZER,
                  conf.get(SERIALIZER),
                  REGISTRATOR,
                  registrators.isEmpty() ? "not set" : registrators,
                  REGISTRATOR,
                  ND4J_REGISTRATOR,
                  SERIALIZER));
    }
  }

  /**
   * Kryo writes a task's result into one buffer, which must hold a worker's whole state.
   *
   * @throws IllegalArgumentException when the buffer is too small; says what to set
   */
  public static void requireRoom(SparkConf conf, long floats) {
    if (!isKryo(conf)) {
      return;
    }
    long neededMebibytes = floats * Float.BYTES / MEBIBYTE + 2;
    long mebibytes = conf.getSizeAsMb(BUFFER, "64m");
    if (mebibytes < neededMebibytes) {
      throw new IllegalArgumentException(
          ("%s = %dm is too small for a model's state of %d floats;"
                  + " set it to %dm or more, or leave %s unset")
              .formatted(BUFFER, mebibytes, floats, neededMebibytes, SERIALIZER));
    }
  }

  private static boolean isKryo(SparkConf conf) {
    return conf.get(SERIALIZER, "").endsWith("KryoSerializer");
  }
}
