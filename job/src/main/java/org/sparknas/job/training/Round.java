package org.sparknas.job.training;

/**
 * Where in the training an averaging round stands; all counted from 0.
 *
 * @param epochs how many epochs the training has
 * @param rounds how many rounds the epoch has
 */
public record Round(int epoch, int epochs, int round, int rounds) {
  public Round {
    if (epoch < 0 || epoch >= epochs || round < 0 || round >= rounds) {
      throw new IllegalArgumentException(
          "round %d of %d in epoch %d of %d, but both must be 0 or more and below their number"
              .formatted(round, rounds, epoch, epochs));
    }
  }

  /** Whether the epoch ends with this round. */
  public boolean endsEpoch() {
    return round == rounds - 1;
  }

  /** What the Spark UI shows: {@code epoch 3/20, round 7/40}. */
  public String description() {
    return "epoch %d/%d, round %d/%d".formatted(epoch + 1, epochs, round + 1, rounds);
  }
}
