  /** Which types of C have how many bytes here. */
  static final String DATA_MODEL =
      ValueLayout.ADDRESS.byteSize() == 4
          ? "ILP32"
          : Linker.nativeLinker().canonicalLayouts().get("long").byteSize() == 4 ? "LLP64" : "LP64";

