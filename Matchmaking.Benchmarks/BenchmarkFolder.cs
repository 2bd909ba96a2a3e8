using Matchmaking.Benchmarks.Load;

namespace Matchmaking.Benchmarks;

/// <summary>The folder of <c>--folder</c>, which is kept, or a temporary one.</summary>
internal static class BenchmarkFolder
{
    /// <summary>Measures in it and prints the report.</summary>
    /// <returns>The exit code: 1 when it could not be measured.</returns>
    public static int Use(Arguments arguments, string prefix, TextWriter output, TextWriter error, Func<string, Task<string>> measure)
    {
        var kept = arguments.Text("folder");
        var folder = kept ?? Directory.CreateTempSubdirectory(prefix).FullName;
        try
        {
            output.WriteLine(measure(folder).GetAwaiter().GetResult());
            return 0;
        }
        catch (Exception failed) when (failed is LoadException or HttpRequestException)
        {
            error.WriteLine(failed.Message);
            return 1;
        }
        finally
        {
            if (kept is null)
                Directory.Delete(folder, recursive: true);
        }
    }
}
