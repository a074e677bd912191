package org.sparknas.supernet.kernel;

/** Whether the JVM was started with the module of Java's vectors, which still incubates. */
final class JavaVectors {

  private JavaVectors() {}

  static boolean arePresent() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }
}
