package sample;

/** Something to compile. */
public final class Sample {
  private Sample() {}

  /** One. */
  public static int one() {
    return 1;
  }
}
