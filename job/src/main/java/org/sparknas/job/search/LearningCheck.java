package org.sparknas.job.search;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.sparknas.job.data.LabelledImages;

/**
 * Tells whether a supernet has learnt anything that its candidates show.
 *
 * <p>Without looking at images one guesses right with a probability p of at most one in so many
 * classes, or the share of the largest class among the validation images, whichever is more. The
 * right guesses of such a candidate on n images are binomial (n, p), and of m candidates one has k
 * or more right with a probability of at most m · P(k or more). Where that is above 1 % for the k
 * of the best candidate, it cannot be told from chance.
 *
 * @param best accuracy of the best candidate on the validation images
 * @param candidates how many were scored
 */
record LearningCheck(LabelledImages validation, double best, int candidates) {
  private static final double SIGNIFICANCE = 0.01;

  /** Returns what to say where nothing was learnt. */
  Optional<String> warning() {
    double chance = chance();
    return isChance(chance)
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "the supernet seems to have learnt nothing: of %d candidates the best has %.2f %%"
                    + " of %d validation images right, and guessing gives %.2f %%; see the losses"
                    + " in progress.jsonl and training.learning-rate",
                candidates,
                100 * best,
                validation.size(),
                100 * chance))
        : Optional.empty();
  }

  private double chance() {
    double largest = Arrays.stream(validation.histogram()).max().orElseThrow();
    return Math.max(1.0 / validation.classes(), largest / validation.size());
  }

  private boolean isChance(double chance) {
    int right = (int) Math.round(best * validation.size());
    double orMore =
        1 - new BinomialDistribution(validation.size(), chance).cumulativeProbability(right - 1);
    return candidates * orMore > SIGNIFICANCE;
  }
}
