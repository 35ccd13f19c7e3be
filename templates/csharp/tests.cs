{{ header }}
{%- if deprecated %}
#pragma warning disable CS0612, CS0618 // what the schema calls deprecated is still written and read
{%- endif %}
using System;
using System.Collections.Generic;
using System.Linq;

namespace {{ namespace }}.Tests;

/// <summary>Holds the package to literal bytes.</summary>
public static class RbgenTests
{
    private static int Main() => Run();

    /// <summary>Runs every test.</summary>
    /// <returns>0 when all pass.</returns>
    public static int Run()
    {
        var tests = new (string Name, Action Run)[]
        {
{%- for test in tests %}
            (nameof({{ test.name }}), {{ test.name }}),
{%- endfor %}
        };
        int failed = 0;
        foreach ((string name, Action run) in tests)
        {
            try
            {
                run();
            }
            catch (Exception error)
            {
                failed++;
                Console.Error.WriteLine($"{name}: {error}");
            }
        }

        Console.WriteLine($"{tests.Length - failed} passed, {failed} failed");
        return failed == 0 ? 0 : 1;
    }

    private static void Equal<T>(T wanted, T got)
    {
        if (!EqualityComparer<T>.Default.Equals(wanted, got))
        {
            throw new InvalidOperationException($"wanted {wanted}, got {got}");
        }
    }

    private static void Same(byte[] wanted, ReadOnlySpan<byte> got) =>
        Equal(Convert.ToHexString(wanted), Convert.ToHexString(got));

    private static void Fails<T>(ErrorKind kind, Action run)
        where T : WireException
    {
        try
        {
            run();
        }
        catch (T error)
        {
            Equal(kind, error.Kind);
            return;
        }

        throw new InvalidOperationException($"nothing was refused: {kind}");
    }
{%- for test in tests %}

{{ test.body }}
{%- endfor %}
}
