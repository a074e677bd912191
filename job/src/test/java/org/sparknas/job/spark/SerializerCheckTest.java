package org.sparknas.job.spark;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class SerializerCheckTest {
  private static final String KRYO = "org.apache.spark.serializer.KryoSerializer";
  private static final String REGISTRATOR = "org.nd4j.kryo.Nd4jRegistrator";

  @Test
  void refusesKryoWithoutNd4jsRegistratorAndSaysWhatToAdd() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SerializerCheck.requireNd4j(kryo()))
        .withMessage(
            "spark.serializer = org.apache.spark.serializer.KryoSerializer needs ND4J's"
                + " registrator, but spark.kryo.registrator is not set; add --conf"
                + " spark.kryo.registrator=org.nd4j.kryo.Nd4jRegistrator, or leave"
                + " spark.serializer unset");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> SerializerCheck.requireNd4j(kryo().set("spark.kryo.registrator", "com.Other")))
        .withMessageContaining("spark.kryo.registrator is com.Other;");
  }

  @Test
  void acceptsJavasSerialiserAndKryoWithTheRegistrator() {
    SparkConf registered = kryo().set("spark.kryo.registrator", "com.Other, " + REGISTRATOR);

    assertThatCode(() -> SerializerCheck.requireNd4j(new SparkConf(false)))
        .doesNotThrowAnyException();
    assertThatCode(() -> SerializerCheck.requireNd4j(registered)).doesNotThrowAnyException();
  }

  @Test
  void refusesAStateThatKryosBufferCannotHold() {
    long floats = 2 << 20;
    SparkConf small = kryo().set("spark.kryoserializer.buffer.max", "8m");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> SerializerCheck.requireRoom(small, floats))
        .withMessage(
            "spark.kryoserializer.buffer.max = 8m is too small for a model's state of 2097152"
                + " floats; set it to 10m or more, or leave spark.serializer unset");
    assertThatCode(() -> SerializerCheck.requireRoom(kryo(), floats)).doesNotThrowAnyException();
  }

  private static SparkConf kryo() {
    return new SparkConf(false).set("spark.serializer", KRYO);
  }
}
