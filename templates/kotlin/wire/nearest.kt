/** A number whose whole part is the whole number nearest to this one. */
internal fun rbgenNearest(number: Double): Double = if (number < 0.0) number - 0.5 else number + 0.5

/** The whole number nearest to another one, of those a field can hold. */
internal fun rbgenNearestWide(number: Double, low: BigInteger, high: BigInteger): BigInteger =
    when {
        number.isNaN() -> BigInteger.ZERO
        number >= high.toDouble() -> high
        number <= low.toDouble() -> low
        else -> BigDecimal(rbgenNearest(number)).toBigInteger()
    }
