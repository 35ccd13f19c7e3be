{{ header }}
package {{ package }};

/** Carries a request to the other side and brings back its answer: in memory, or over any connection. */
@FunctionalInterface
public interface Transport {
  /**
   * Sends a request and waits for the answer.
   *
   * @param messageId the number of the message
   * @param request the bytes of the request
   * @return the bytes of the answer
   */
  byte[] call({{ id }} messageId, byte[] request);
}
