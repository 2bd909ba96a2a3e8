using NUnit.Framework;

namespace Matchmaking.Tests.Support;

/// <summary>The repository that these tests were built from.</summary>
internal static class RepositoryFiles
{
    private static readonly string[] _notTracked = [".git", "bin", "obj", "data", "TestResults", "node_modules", ".vs", ".idea"];

    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Files with one of these endings, as paths from the root with forward slashes, in order.</summary>
    public static IReadOnlyList<string> WithEnding(params IReadOnlyList<string> endings) =>
        [.. Walk(Root).Where(f => endings.Any(e => f.EndsWith(e, StringComparison.Ordinal))).Order(StringComparer.Ordinal)];

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path)).ReplaceLineEndings("\n");

    private static IEnumerable<string> Walk(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
            yield return Path.GetRelativePath(Root, file).Replace('\\', '/');
        foreach (var inner in Directory.EnumerateDirectories(folder).Where(d => !_notTracked.Contains(Path.GetFileName(d))))
        {
            foreach (var file in Walk(inner))
                yield return file;
        }
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Matchmaking.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("Matchmaking.sln is in no folder above the tests.");
    }
}
