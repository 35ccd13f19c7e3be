{{ header }}

namespace {{ namespace }};

/// <summary>The order of the bytes of a number.</summary>
public enum ByteOrder
{
    /// <summary>The least significant byte comes first.</summary>
    Little,

    /// <summary>The most significant byte comes first.</summary>
    Big,
}
