{{ header }}
using System;

namespace {{ namespace }};

/// <summary>The root of this package's errors: what is wrong, where, and the numbers or texts compared.</summary>
public abstract class WireException : Exception
{
    private protected WireException(ErrorKind kind, string structName, string field, string wanted, string got)
        : base(Describe(kind, field.Length == 0 ? structName : $"{structName}.{field}", wanted, got))
    {
        Kind = kind;
        Struct = structName;
        Field = field;
        Wanted = wanted;
        Got = got;
    }

    /// <summary>What is wrong.</summary>
    public ErrorKind Kind { get; }

    /// <summary>The struct, by its name in the schema; of a message's part, the message.</summary>
    public string Struct { get; }

    /// <summary>The field, bit item or part, by its name in the schema; empty where it is about none.</summary>
    public string Field { get; }

    /// <summary>What would be right: a decimal number, the hex of bytes, or nothing.</summary>
    public string Wanted { get; }

    /// <summary>What there is, in the same form.</summary>
    public string Got { get; }

    private static string Describe(ErrorKind kind, string place, string wanted, string got) => kind switch
    {
        ErrorKind.TooShort => $"{place}: {wanted} bytes are needed, {got} are there",
        ErrorKind.TooLong => $"{place}: {wanted} bytes are expected, {got} are there",
        ErrorKind.WrongConst => $"{place}: must be {wanted}, is {got}",
        ErrorKind.UnsupportedVersion => $"{place}: version {got} is not supported, only {wanted}",
        ErrorKind.OutOfRange => $"{place}: {got} is outside {wanted}",
        ErrorKind.UnknownCode => $"{place}: {got} is not a known code",
        ErrorKind.NotBool => $"{place}: {got} is neither 0 nor 1",
        ErrorKind.ReservedNotZero => $"{place}: reserved bytes must be zero, found {got}",
        ErrorKind.BadText => $"{place}: unit {wanted} of the text is not valid: {got}",
        ErrorKind.NotTerminated => $"{place}: the text has no terminating NUL",
        ErrorKind.TextTooLong => $"{place}: the text has {got} units, there is room for {wanted}",
        ErrorKind.NoMember => $"{place}: the tag {got} means no member, or another one",
        ErrorKind.PayloadLength => $"{place}: {wanted} bytes are stated, {got} are there",
        ErrorKind.WrongLength => $"{place}: has {got} elements, there must be {wanted}",
        _ => place,
    };
}

/// <summary>Bytes that are not what the schema says.</summary>
public sealed class DecodeException : WireException
{
    /// <summary>An error of this kind.</summary>
    /// <param name="kind">What is wrong.</param>
    /// <param name="structName">The struct.</param>
    /// <param name="field">The field, or nothing.</param>
    /// <param name="wanted">What would be right.</param>
    /// <param name="got">What there is.</param>
    public DecodeException(ErrorKind kind, string structName, string field = "", string wanted = "", string got = "")
        : base(kind, structName, field, wanted, got)
    {
    }
}

/// <summary>A value that has no bytes.</summary>
public sealed class EncodeException : WireException
{
    /// <summary>An error of this kind.</summary>
    /// <param name="kind">What is wrong.</param>
    /// <param name="structName">The struct.</param>
    /// <param name="field">The field, or nothing.</param>
    /// <param name="wanted">What would be right.</param>
    /// <param name="got">What there is.</param>
    public EncodeException(ErrorKind kind, string structName, string field = "", string wanted = "", string got = "")
        : base(kind, structName, field, wanted, got)
    {
    }
}
