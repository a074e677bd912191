package org.sparknas.job.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.io.UncheckedIOException;

/**
 * A value as bytes of Java serialisation. Spark's Kryo cannot read records; it can read this.
 *
 * @param <T> what is packed
 */
public final class Packed<T> implements Serializable {
  private static final long serialVersionUID = 1L;

  private final byte[][] chunks;

  private Packed(byte[][] chunks) {
    this.chunks = chunks;
  }

  /** Packs a value, which must be serialisable with all that it holds. */
  public static <T> Packed<T> of(T value) {
    ChunkedBytes bytes = new ChunkedBytes();
    try (ObjectOutputStream output = new ObjectOutputStream(bytes)) {
      output.writeObject(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Packed<>(bytes.toArrays());
  }

  /** A new copy of the value. */
  @SuppressWarnings("unchecked") // of() packs nothing but a T
  public T unpack() {
    try (ObjectInputStream input = new ContextObjectInputStream(ChunkedBytes.read(chunks))) {
      return (T) input.readObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Finds the job's classes where Spark has loaded them. */
  private static final class ContextObjectInputStream extends ObjectInputStream {
    ContextObjectInputStream(InputStream bytes) throws IOException {
      super(bytes);
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass type)
        throws IOException, ClassNotFoundException {
      try {
        return Class.forName(type.getName(), false, Thread.currentThread().getContextClassLoader());
      } catch (ClassNotFoundException e) {
        return super.resolveClass(type);
      }
    }
  }
}
