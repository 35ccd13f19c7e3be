import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.eclipse.jdt.core.compiler.batch.BatchCompiler;

/**
 * The command line of javac over the Eclipse compiler, for machines that have a Java run time
 * alone.
 */
public final class Javac {
  private Javac() {}

  /** Compiles what the arguments say; ends with 1 when that fails. */
  public static void main(String[] args) throws IOException {
    List<String> given = new ArrayList<>();
    for (String arg : args) {
      if (arg.startsWith("@")) {
        words(Files.readString(Path.of(arg.substring(1))), given);
      } else {
        given.add(arg);
      }
    }
    List<String> translated = new ArrayList<>(List.of("-nowarn", "-proceedOnError:Fatal"));
    for (Iterator<String> words = given.iterator(); words.hasNext(); ) {
      String word = words.next();
      if (word.equals("--release")) {
        release(words.next(), translated);
      } else if (word.equals("-Xmaxerrs") || word.equals("-Xmaxwarns")) {
        words.next();
      } else if (!word.startsWith("-X")
          && !word.equals("-Werror")
          && !word.equals("-implicit:none")) {
        translated.add(word);
      }
    }
    boolean compiled =
        BatchCompiler.compile(
            translated.toArray(String[]::new),
            new PrintWriter(System.out, true),
            new PrintWriter(System.err, true),
            null);
    System.exit(compiled ? 0 : 1);
  }

  /**
   * A run time knows the classes of its own version alone; a Java 17 beside it gives its classes.
   */
  private static void release(String version, List<String> out) {
    String java17 = System.getProperty("rbgen.java17");
    out.addAll(List.of("-source", version, "-target", version));
    if (version.equals("17") && java17 != null) {
      out.addAll(List.of("--system", java17));
    }
  }

  /**
   * The words of an argument file: parted by white space, but for what stands in quotation marks.
   */
  private static void words(String text, List<String> out) {
    StringBuilder word = new StringBuilder();
    char quote = 0;
    boolean any = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0 && c == '\\' && i + 1 < text.length()) {
        word.append(text.charAt(++i));
      } else if (quote != 0 ? c == quote : c == '"' || c == '\'') {
        quote = quote != 0 ? 0 : c;
        any = true;
      } else if (quote == 0 && Character.isWhitespace(c)) {
        if (any) {
          out.add(word.toString());
        }
        word.setLength(0);
        any = false;
      } else {
        word.append(c);
        any = true;
      }
    }
    if (any) {
      out.add(word.toString());
    }
  }
}
