package org.sparknas.job.differentiable;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.tfnas.SearchedBlock;
import org.sparknas.supernet.tfnas.TfnasSpace;

/** An architecture in the words of a progress file: what its blocks do and how wide they are. */
final class DerivedNotes {
  private DerivedNotes() {}

  /** The operation of each block that the architecture has, by the block's name. */
  static Map<String, String> operations(Architecture derived) {
    TfnasSpace space = (TfnasSpace) derived.space();
    List<Integer> operations = space.operations(derived);
    Map<String, String> named = new LinkedHashMap<>();
    forEachBlock(
        space,
        derived,
        (block, place) ->
            named.put(block.name(), block.operations().get(operations.get(place)).value()));
    return named;
  }

  static ObjectNode of(Architecture derived) {
    TfnasSpace space = (TfnasSpace) derived.space();
    ObjectNode notes = JsonNodeFactory.instance.objectNode();
    ObjectNode operations = notes.putObject("operations");
    operations(derived).forEach(operations::put);
    ObjectNode widths = notes.putObject("widths");
    List<Integer> channels = space.widths(derived);
    forEachBlock(space, derived, (block, place) -> widths.put(block.name(), channels.get(place)));
    space.depths(derived).forEach(notes.putArray("depths")::add);
    return notes;
  }

  private interface Body {
    void accept(SearchedBlock block, int place);
  }

  private static void forEachBlock(TfnasSpace space, Architecture derived, Body body) {
    List<Integer> depths = space.depths(derived);
    int place = 0;
    for (int stage = 0; stage < depths.size(); stage++) {
      for (int layer = 0; layer < space.stages().get(stage).size(); layer++, place++) {
        if (layer < depths.get(stage)) {
          body.accept(space.searchedBlocks().get(place), place);
        }
      }
    }
  }
}
