package sample

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test

internal class OtherTest {
    @Test
    fun one() = assertEquals(1, sample.one())
}
