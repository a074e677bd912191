package org.sparknas.job.search;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sparknas.evolution.Genes;
import org.sparknas.evolution.ScoredCandidate;
import org.sparknas.evolution.SearchListener;
import org.sparknas.job.report.ProgressBar;
import org.sparknas.job.store.RunFolder;
import org.sparknas.job.store.RunResult;
import org.sparknas.job.training.EpochSummary;
import org.sparknas.job.training.Round;
import org.sparknas.job.training.TrainingListener;
import org.sparknas.supernet.architecture.Architecture;

/**
 * Shows how far a run is, and writes a line for each epoch, generation and candidate into its
 * folder.
 */
public final class RunProgress {
  private static final Logger LOG = LoggerFactory.getLogger(RunProgress.class);

  private final RunFolder folder;

  public RunProgress(RunFolder folder) {
    this.folder = folder;
  }

  /** Watches a training. */
  public TrainingListener training() {
    return new Training();
  }

  /** Watches a search by genes. */
  public SearchListener search(String algorithm, Function<Genes, Architecture> architectures) {
    return new Searching(algorithm, architectures);
  }

  private void write(String file, List<ObjectNode> lines) {
    try {
      folder.addLines(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Training implements TrainingListener {
    private ProgressBar bar;
    private String note = "";

    @Override
    public void roundEnded(Round round, long stepsDone, long stepsInAll) {
      if (bar == null) {
        bar = ProgressBar.of("training the supernet (steps)", stepsInAll);
      }
      bar.to(stepsDone, "epoch %d of %d%s".formatted(round.epoch() + 1, round.epochs(), note));
      if (stepsDone == stepsInAll) {
        bar.close();
      }
    }

    @Override
    public void epochEnded(EpochSummary epoch) {
      double speed = epoch.images() / epoch.seconds();
      note = String.format(Locale.ROOT, ", loss %.3f, %.0f images/s", epoch.loss(), speed);
      ObjectNode line = JsonNodeFactory.instance.objectNode();
      line.put("event", "epoch");
      line.put("epoch", epoch.epoch() + 1);
      line.put("epochs", epoch.epochs());
      line.put("loss", epoch.loss());
      line.put("learning_rate", epoch.learningRate());
      line.put("images", epoch.images());
      line.put("seconds", epoch.seconds());
      line.setAll(epoch.notes());
      write(RunFolder.PROGRESS, List.of(line));
    }
  }

  private final class Searching implements SearchListener {
    private final String algorithm;
    private final Function<Genes, Architecture> architectures;
    private ProgressBar bar;
    private long start;
    private int scoredInAll;

    Searching(String algorithm, Function<Genes, Architecture> architectures) {
      this.algorithm = algorithm;
      this.architectures = architectures;
    }

    @Override
    public void generationStarted(int generation, int of, int candidates) {
      if (bar == null) {
        bar = ProgressBar.of(algorithm + " search (generations)", of);
      }
      start = System.nanoTime();
    }

    @Override
    public void exhausted(int generation, int of, int tries) {
      if (bar != null) {
        bar.close();
      }
      LOG.info(
          "{} search: ends in generation {} of {}, {} draws in a row gave no new candidate that"
              + " keeps the constraints",
          algorithm,
          generation,
          of,
          tries);
    }

    @Override
    public void generationScored(
        int generation, int of, List<ScoredCandidate> scored, ScoredCandidate best) {
      write(RunFolder.CANDIDATES, scored.stream().map(this::line).toList());
      scoredInAll += scored.size();
      double accuracy = best.evaluation().accuracy();
      bar.to(
          generation,
          String.format(Locale.ROOT, "%d scored, best %.2f %%", scoredInAll, 100 * accuracy));
      if (generation == of) {
        bar.close();
      }
      ObjectNode line = JsonNodeFactory.instance.objectNode();
      line.put("event", "generation");
      line.put("algorithm", algorithm);
      line.put("generation", generation);
      line.put("generations", of);
      line.put("candidates", scored.size());
      line.put("best_fitness", best.fitness());
      line.put("best_validation_top1", accuracy);
      line.put("seconds", (System.nanoTime() - start) / 1e9);
      write(RunFolder.PROGRESS, List.of(line));
    }

    private ObjectNode line(ScoredCandidate candidate) {
      ObjectNode line = JsonNodeFactory.instance.objectNode();
      line.put("algorithm", algorithm);
      line.put("generation", candidate.generation());
      architectures.apply(candidate.genes()).choices().forEach(line.putArray("genes")::add);
      line.set("costs", RunResult.costsJson(candidate.costs()));
      line.put("fitness", candidate.fitness());
      line.put("validation_top1", candidate.evaluation().accuracy());
      line.put("validation_top5", candidate.evaluation().measures().get(SearchStage.TOP5));
      return line;
    }
  }
}
