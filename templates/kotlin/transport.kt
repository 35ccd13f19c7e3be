/** Carries a request to where it is answered. */
public fun interface Transport {
    /** Sends [request] as a message with this [id], and answers with the bytes of the response. */
    public fun callRaw(id: UInt, request: ByteArray): ByteArray
}
