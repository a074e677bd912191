package org.sparknas.job.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplicasTest {

  private static final class Kept implements Replicas.Replica {
    private boolean isClosed;

    @Override
    public void close() {
      isClosed = true;
    }
  }

  private final List<Kept> made = new ArrayList<>();
  private final Replicas<Kept> training = new Replicas<>();
  private final Replicas<Kept> scoring = new Replicas<>();

  private Kept make() {
    made.add(new Kept());
    return made.get(made.size() - 1);
  }

  @Test
  void aRunUsesWhatItKept() {
    Kept first = training.use("a", this::make, kept -> kept);

    assertThat(training.<Kept>use("a", this::make, kept -> kept)).isSameAs(first);
    assertThat(first.isClosed).isFalse();
  }

  @Test
  void threadsThatWorkAtOnceHaveOneEach() {
    training.use("a", this::make, outer -> training.use("a", this::make, inner -> inner));

    assertThat(made).hasSize(2).noneMatch(kept -> kept.isClosed);
  }

  @Test
  void anotherRunDropsWhatIsIdle() {
    training.use("a", this::make, kept -> kept);
    training.use("b", this::make, kept -> kept);

    assertThat(made).extracting(kept -> kept.isClosed).containsExactly(true, false);
  }

  @Test
  void aRunOfAnotherKindDropsItToo() {
    training.use("a", this::make, kept -> kept);
    scoring.use("a", this::make, kept -> kept);

    assertThat(made).extracting(kept -> kept.isClosed).containsExactly(true, false);
  }

  @Test
  void whatComesBackWhileAnotherRunIsOnIsDropped() {
    training.use("a", this::make, outer -> scoring.use("a", this::make, inner -> inner));

    assertThat(made).extracting(kept -> kept.isClosed).containsExactly(true, false);
  }

  @Test
  void oneThatFailsIsDropped() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                training.use(
                    "a",
                    this::make,
                    kept -> {
                      throw new IllegalStateException();
                    }));

    assertThat(made).extracting(kept -> kept.isClosed).containsExactly(true);
  }
}
