package org.sparknas.job.store;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.Decision;
import org.sparknas.supernet.architecture.SearchSpace;

/**
 * Reads architectures as genes: CSV with the header {@code blocks,channels}, then an architecture a
 * line, each gene the index of a decision's value, separated by single spaces.
 */
public final class GenesFile {
  private static final String HEADER = "blocks,channels";
  private static final List<String> COLUMNS = List.of("blocks", "channels");

  private final Location file;
  private final SearchSpace space;

  private GenesFile(Location file, SearchSpace space) {
    this.file = file;
    this.space = space;
  }

  /**
   * Reads a whole file.
   *
   * @throws StoreException naming line and position of the first thing that is wrong
   */
  public static List<Architecture> read(Location file, SearchSpace space) {
    try (BufferedReader reader = new BufferedReader(new StringReader(file.readText()))) {
      return new GenesFile(file, space).read(reader);
    } catch (FileNotFoundException e) {
      throw new StoreException(file + ": must be a file of genes, and there is none", e);
    } catch (IOException e) {
      throw StoreException.unreadable(file, e);
    }
  }

  private List<Architecture> read(BufferedReader reader) throws IOException {
    if (!areBlocksAndChannels(space.decisions())) {
      throw new StoreException(
          file
              + ": genes are of blocks and channels alone, and the space '"
              + space.name()
              + "' decides more; must be an architecture's file");
    }
    String header = reader.readLine();
    if (!HEADER.equals(header)) {
      throw wrong(1, "'" + (header == null ? "" : header) + "'; must be the header " + HEADER);
    }
    List<Architecture> architectures = new ArrayList<>();
    int line = 1;
    for (String text = reader.readLine(); text != null; text = reader.readLine()) {
      architectures.add(space.architecture(genes(++line, text)));
    }
    if (architectures.isEmpty()) {
      throw wrong(2, "missing; must be at least one architecture");
    }
    return architectures;
  }

  private static boolean areBlocksAndChannels(List<Decision> decisions) {
    long widths = decisions.stream().filter(each -> each.name().endsWith(".width")).count();
    long operations = decisions.stream().filter(each -> each.name().endsWith(".operation")).count();
    return widths == operations && widths + operations == decisions.size();
  }

  private List<Integer> genes(int line, String text) {
    String[] columns = text.split(",", -1);
    if (columns.length != COLUMNS.size()) {
      throw wrong(
          line,
          "'%s' has %d columns; must have the columns %s".formatted(text, columns.length, HEADER));
    }
    List<Decision> decisions = space.decisions();
    int half = decisions.size() / 2;
    List<Integer> genes = new ArrayList<>(decisions.size());
    for (int column = 0; column < columns.length; column++) {
      String[] words = columns[column].split(" ", -1);
      if (words.length != half) {
        throw wrong(
            line,
            "%d genes in %s; must be %d, one for each choice block"
                .formatted(
                    columns[column].isEmpty() ? 0 : words.length, COLUMNS.get(column), half));
      }
      for (int i = 0; i < half; i++) {
        genes.add(gene(line, column, i, words[i], decisions.get(column * half + i)));
      }
    }
    return genes;
  }

  private int gene(int line, int column, int position, String word, Decision decision) {
    int most = decision.values().size() - 1;
    // By hand, because parseInt reads signs too, and a pattern would take half of the time.
    int gene = word.isEmpty() || word.length() > 6 ? -1 : 0;
    for (int i = 0; i < word.length() && gene >= 0; i++) {
      char digit = word.charAt(i);
      gene = digit >= '0' && digit <= '9' ? 10 * gene + digit - '0' : -1;
    }
    if (gene < 0 || gene > most) {
      throw wrong(
          line,
          "gene %d of %s is '%s'; must be from 0 to %d, an index into %s"
              .formatted(position + 1, COLUMNS.get(column), word, most, decision.allowed()));
    }
    return gene;
  }

  private StoreException wrong(int line, String what) {
    return new StoreException(file + " line " + line + ": " + what);
  }
}
