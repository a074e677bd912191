package org.sparknas.supernet.engine;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nd4j.linalg.api.buffer.DataType;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Matrix;
import org.sparknas.supernet.kernel.Storage;

/**
 * Memory for the arrays of a run: handed out first fit, taken back one by one or all at once, and
 * kept for the next run. It grows to what the largest run needed and allocates nothing after that.
 * For one thread at a time.
 */
final class Arena implements AutoCloseable {

  /** Sixteen floats are a line of the cache. */
  private static final int ALIGNMENT = 16;

  /** A stretch of memory with its gaps, by their offsets. */
  private static final class Page {
    private final Storage storage;
    private final TreeMap<Long, Long> gaps = new TreeMap<>();

    Page(Storage storage) {
      this.storage = storage;
      gaps.put(0L, storage.length());
    }

    /** The offset of a stretch, or −1 where no gap is long enough. */
    long take(long length) {
      for (Map.Entry<Long, Long> gap : gaps.entrySet()) {
        if (gap.getValue() >= length) {
          return shorten(gap.getKey(), gap.getValue(), length);
        }
      }
      return -1;
    }

    private long shorten(long gap, long before, long by) {
      gaps.remove(gap);
      if (before > by) {
        gaps.put(gap + by, before - by);
      }
      return gap;
    }

    void giveBack(long offset, long length) {
      long start = offset;
      long end = offset + length;
      Map.Entry<Long, Long> before = gaps.lowerEntry(offset);
      if (before != null && before.getKey() + before.getValue() == offset) {
        start = before.getKey();
      }
      Long after = gaps.remove(end);
      gaps.put(start, (after == null ? end : end + after) - start);
    }
  }

  private final DataType type;
  private final List<Page> pages = new ArrayList<>();
  private final IdentityHashMap<Storage, Page> byStorage = new IdentityHashMap<>();

  Arena(DataType type) {
    this.type = type;
  }

  /** Memory that is not initialised. */
  Matrix matrix(int rows, int columns) {
    long length = aligned((long) rows * columns);
    for (Page page : pages) {
      long offset = page.take(length);
      if (offset >= 0) {
        return page.storage.matrix(offset, rows, columns);
      }
    }
    Page page = addPage(length);
    return page.storage.matrix(page.take(length), rows, columns);
  }

  FeatureMap map(Shape shape, int images) {
    Matrix matrix = matrix(Math.multiplyExact(images, shape.pixels()), shape.channels());
    return new FeatureMap(matrix, images, shape.height(), shape.width());
  }

  /** Takes back what {@link #matrix} gave. */
  void release(Matrix matrix) {
    byStorage.get(matrix.storage()).giveBack(matrix.offset(), aligned(matrix.length()));
  }

  /** Takes everything back; several pages become one as large as all, where one can be. */
  void reset() {
    long total = pages.stream().mapToLong(page -> page.storage.length()).sum();
    if (pages.size() > 1 && total <= Storage.longest(type)) {
      close();
      addPage(total);
    }
    for (Page page : pages) {
      page.gaps.clear();
      page.gaps.put(0L, page.storage.length());
    }
  }

  private Page addPage(long length) {
    Page page = new Page(Storage.allocate(type, length));
    pages.add(page);
    byStorage.put(page.storage, page);
    return page;
  }

  private static long aligned(long length) {
    return (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  @Override
  public void close() {
    pages.forEach(page -> page.storage.close());
    pages.clear();
    byStorage.clear();
  }
}
