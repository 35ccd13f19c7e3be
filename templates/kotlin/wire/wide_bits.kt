/** Some bits of a word of 128 bits. */
internal fun BigInteger.rbgenBits(low: Int, width: Int): BigInteger =
    shiftRight(low).and(BigInteger.ONE.shiftLeft(width).subtract(BigInteger.ONE))

/** The same bits with their sign. */
internal fun BigInteger.rbgenSignedBits(low: Int, width: Int): BigInteger {
    val bits: BigInteger = rbgenBits(low, width)
    return if (bits.testBit(width - 1)) bits.subtract(BigInteger.ONE.shiftLeft(width)) else bits
}
