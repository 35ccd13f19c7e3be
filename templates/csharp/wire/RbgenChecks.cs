{{ header }}
{%- if deprecated %}
#pragma warning disable CS0612, CS0618 // what the schema calls deprecated is still written and read
{%- endif %}
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace {{ namespace }};

/// <summary>Compares the layouts that the run time chose with those of the schema when the assembly is loaded.</summary>
internal static class RbgenChecks
{
    /// <summary>Whether pointers have eight bytes on this host.</summary>
    internal static bool PointerIs8 => Unsafe.SizeOf<nint>() == 8;

    /// <summary>Whether C's long has eight bytes on this host.</summary>
    internal static bool LongIs8 => Unsafe.SizeOf<CLong>() == 8;

    /// <summary>Runs all checks.</summary>
#pragma warning disable CA2255 // a layout that is wrong must be found before any data is touched
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Run()
    {
{%- for ty in types %}
        {{ ty }}.RbgenCheck();
{%- endfor %}
    }

    /// <summary>Compares a size.</summary>
    internal static void Size(string name, int got, int wanted)
    {
        if (got != wanted)
        {
            throw new InvalidOperationException($"{name} has {got} bytes in memory, not {wanted}");
        }
    }

    /// <summary>Compares an offset.</summary>
    internal static void Offset(string name, ref byte start, ref byte field, int wanted)
    {
        nint got = Unsafe.ByteOffset(ref start, ref field);
        if (got != wanted)
        {
            throw new InvalidOperationException($"{name} is at offset {got}, not {wanted}");
        }
    }
}
