using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

/// <summary>The command line of csc over Roslyn as a library, for machines without an SDK.</summary>
internal static class Csc
{
    /// <summary>Compiles what the arguments say; 1 when that fails.</summary>
    private static int Main(string[] args)
    {
        string folder = Directory.GetCurrentDirectory();
        CSharpCommandLineArguments given = CSharpCommandLineParser.Default.Parse(args, folder, null);
        if (given.Errors.Any(found => found.Severity == DiagnosticSeverity.Error))
        {
            return Report(given.Errors);
        }

        IEnumerable<SyntaxTree> trees = given.SourceFiles
            .AsParallel()
            .AsOrdered()
            .Select(file => CSharpSyntaxTree.ParseText(Read(file.Path), given.ParseOptions, file.Path));
        IEnumerable<MetadataReference> references = given.MetadataReferences
            .Select(reference => MetadataReference.CreateFromFile(Path.Combine(folder, reference.Reference), reference.Properties));
        CSharpCompilation compilation = CSharpCompilation.Create(
            given.CompilationName ?? Path.GetFileNameWithoutExtension(given.OutputFileName),
            trees,
            references,
            given.CompilationOptions);

        string output = Path.Combine(given.OutputDirectory, given.OutputFileName ?? "a.dll");
        using var assembly = new MemoryStream();
        using var documentation = new MemoryStream();
        EmitResult result = compilation.Emit(
            assembly,
            xmlDocumentationStream: given.DocumentationPath == null ? null : documentation,
            options: given.EmitOptions.WithDebugInformationFormat(DebugInformationFormat.Embedded));
        int failed = Report(result.Diagnostics);
        if (!result.Success)
        {
            return 1;
        }

        File.WriteAllBytes(output, assembly.ToArray());
        if (given.DocumentationPath != null)
        {
            File.WriteAllBytes(given.DocumentationPath, documentation.ToArray());
        }

        return failed;
    }

    /// <summary>The text of a file; debug information needs its encoding and checksum too.</summary>
    private static SourceText Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return SourceText.From(stream, Encoding.UTF8);
    }

    /// <summary>Prints what the compiler says; 1 when an error is among it.</summary>
    private static int Report(IEnumerable<Diagnostic> diagnostics)
    {
        int failed = 0;
        foreach (Diagnostic found in diagnostics.Where(found => !found.IsSuppressed && found.Severity >= DiagnosticSeverity.Warning))
        {
            Console.WriteLine(CSharpDiagnosticFormatter.Instance.Format(found));
            failed |= found.Severity == DiagnosticSeverity.Error ? 1 : 0;
        }

        return failed;
    }
}
