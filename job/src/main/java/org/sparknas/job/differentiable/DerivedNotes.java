package org.sparknas.job.differentiable;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.sparknas.supernet.tfnas.DerivedArchitecture;
import org.sparknas.supernet.tfnas.DerivedArchitecture.DerivedBlock;
import org.sparknas.supernet.tfnas.TfnasSpace;

/**
 * An architecture in the words of a progress file: what its blocks do and how wide they are, by the
 * names of the searched blocks that they were derived from.
 */
final class DerivedNotes {
  private DerivedNotes() {}

  static String operation(DerivedBlock block) {
    return block.from().operations().get(block.operation()).value();
  }

  static ObjectNode of(DerivedArchitecture derived) {
    ObjectNode notes = JsonNodeFactory.instance.objectNode();
    ObjectNode operations = notes.putObject("operations");
    ObjectNode widths = notes.putObject("widths");
    for (DerivedBlock block : derived.blocks()) {
      operations.put(block.from().name(), operation(block));
      widths.put(block.from().name(), block.width());
    }
    TfnasSpace space = (TfnasSpace) derived.architecture().space();
    space.depths(derived.architecture()).forEach(notes.putArray("depths")::add);
    return notes;
  }
}
