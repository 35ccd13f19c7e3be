"""Compiles a compiler's command line with Roslyn as a library: bootstrap.py DOTNET ROSLYN SOURCE FOLDER."""

import json
import shutil
import sys
from pathlib import Path

FRAMEWORK = {"name": "Microsoft.NETCore.App", "version": "8.0.0"}
ROSLYN = ("Microsoft.CodeAnalysis.dll", "Microsoft.CodeAnalysis.CSharp.dll")


def main() -> None:
    """Leaves rbgen-csc.dll and all that it runs with in the folder."""
    dotnet, roslyn, source, folder = (Path(arg) for arg in sys.argv[1:5])
    folder.mkdir(parents=True)
    for name in ROSLYN:
        shutil.copyfile(roslyn / name, folder / name)
    config = folder / "rbgen-csc.runtimeconfig.json"
    config.write_text(
        json.dumps({"runtimeOptions": {"tfm": "net8.0", "framework": FRAMEWORK}}, indent=2) + "\n"
    )

    from clr_loader import get_coreclr
    from pythonnet import set_runtime

    set_runtime(get_coreclr(runtime_config=str(config), dotnet_root=str(dotnet)))
    import clr

    for name in ROSLYN:
        clr.AddReference(str(folder / name))
    compile_source(dotnet, folder, source)


def compile_source(dotnet: Path, folder: Path, source: Path) -> None:
    """One source, one assembly."""
    from Microsoft.CodeAnalysis import MetadataReference, OutputKind, SyntaxTree
    from Microsoft.CodeAnalysis.CSharp import CSharpCompilation, CSharpCompilationOptions, CSharpSyntaxTree
    from System.Collections.Generic import List
    from System.IO import FileMode, FileStream

    references = List[MetadataReference]()
    framework = sorted((dotnet / "shared" / str(FRAMEWORK["name"])).iterdir())[-1]
    assemblies = [path for path in framework.glob("System*.dll") if ".Native." not in path.name]
    for path in [*assemblies, framework / "netstandard.dll", *(folder / name for name in ROSLYN)]:
        references.Add(MetadataReference.CreateFromFile(str(path)))
    trees = List[SyntaxTree]()
    trees.Add(CSharpSyntaxTree.ParseText(source.read_text(encoding="utf-8")))
    options = CSharpCompilationOptions(OutputKind.ConsoleApplication)
    compilation = CSharpCompilation.Create("rbgen-csc", trees, references, options)
    stream = FileStream(str(folder / "rbgen-csc.dll"), FileMode.Create)
    result = compilation.Emit(stream)
    stream.Close()
    if not result.Success:
        sys.exit("\n".join(str(found) for found in result.Diagnostics))


if __name__ == "__main__":
    main()
