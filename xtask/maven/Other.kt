package sample

/** One. */
public fun one(): Int = 1
