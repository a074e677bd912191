package org.sparknas.job.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Data of the driver as a cached RDD. Each element is broadcast on its own and fetched by the task
 * that first needs it; a parallelised collection would travel again with every task.
 *
 * @param <T> what the elements are; serialisable
 */
public final class Spread<T> implements AutoCloseable {
  private final List<Broadcast<Packed<T>>> elements = new ArrayList<>();
  private final JavaRDD<T> rdd;

  /**
   * @param name what the Spark UI shows
   * @param partitions at least 1; elements that follow one another stay together
   */
  public Spread(JavaSparkContext spark, String name, List<T> values, int partitions) {
    values.forEach(value -> elements.add(spark.broadcast(Packed.of(value))));
    List<Broadcast<Packed<T>>> handles = elements;
    List<Integer> numbers = IntStream.range(0, values.size()).boxed().toList();
    rdd =
        spark
            .parallelize(numbers, Math.min(partitions, values.size()))
            .map(number -> handles.get(number).value().unpack())
            .setName(name)
            .cache();
  }

  /** The elements in their order. */
  public JavaRDD<T> rdd() {
    return rdd;
  }

  @Override
  public void close() {
    rdd.unpersist();
    elements.forEach(Broadcast::destroy);
  }
}
