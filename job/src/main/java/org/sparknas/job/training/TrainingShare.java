package org.sparknas.job.training;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.sparknas.job.data.Augmentation;
import org.sparknas.job.data.BatchWriter;
import org.sparknas.job.data.LabelledImages;
import org.sparknas.job.data.Normalisation;

/**
 * A worker's share of the training images, as bytes. Floats are made batch by batch, when a step
 * asks for them.
 *
 * @param worker whose share it is, from 0
 * @param stepsPerEpoch the same for all workers; images that are left over wait for another epoch's
 *     shuffle
 */
record TrainingShare(
    int worker,
    LabelledImages images,
    Normalisation normalisation,
    Augmentation augmentation,
    int batchSize,
    int stepsPerEpoch,
    long seed)
    implements Serializable {

  /**
   * Some batches of an epoch's order. An epoch of more steps begins anew, in another order.
   *
   * @param firstStep from 0 in the epoch
   */
  Iterator<MultiDataSet> batches(int epoch, int firstStep, int steps) {
    int first = firstStep / stepsPerEpoch;
    List<int[]> orders =
        IntStream.rangeClosed(first, (firstStep + Math.max(steps, 1) - 1) / stepsPerEpoch)
            .mapToObj(pass -> order(epoch, pass))
            .toList();
    BatchWriter writer = new BatchWriter(normalisation);
    return IntStream.range(firstStep, firstStep + steps)
        .mapToObj(
            step -> {
              int from = step % stepsPerEpoch * batchSize;
              int[] order = orders.get(step / stepsPerEpoch - first);
              return batch(writer, Arrays.copyOfRange(order, from, from + batchSize), epoch);
            })
        .iterator();
  }

  private int[] order(int epoch, int pass) {
    int[] order = IntStream.range(0, images.size()).toArray();
    Random random =
        new Random(pass == 0 ? Seed.of(seed, epoch, worker) : Seed.of(seed, epoch, worker, pass));
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[other];
      order[other] = kept;
    }
    return order;
  }

  private MultiDataSet batch(BatchWriter writer, int[] chosen, int epoch) {
    float[] pixels = new float[chosen.length * images.imageSize()];
    writer.write(images, chosen, augmentation, seed, epoch, pixels);
    INDArray features =
        Nd4j.createFromArray(pixels)
            .reshape('c', chosen.length, images.height(), images.width(), images.channels());
    float[][] oneHot = new float[chosen.length][images.classes()];
    for (int i = 0; i < chosen.length; i++) {
      oneHot[i][images.label(chosen[i])] = 1;
    }
    return new org.nd4j.linalg.dataset.MultiDataSet(features, Nd4j.createFromArray(oneHot));
  }
}
