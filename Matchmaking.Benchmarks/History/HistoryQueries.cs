using System.IO.Compression;
using Matchmaking.Core.Common;

namespace Matchmaking.Benchmarks.History;

/// <summary>One investor in one month with the rounds to rank for it.</summary>
internal sealed record HistoryQuery(string Id, string InvestorId, Month Month, List<string> RoundIds, List<int> Labels);

/// <summary>Reads queries, plain or gzipped, in the order of the file.</summary>
internal static class HistoryQueries
{
    /// <exception cref="InvalidDataException">Another layout, or one query's rows do not stand together.</exception>
    public static List<HistoryQuery> Read(string path)
    {
        using var file = File.OpenRead(path);
        using var plain = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : (Stream)file;
        using var reader = new StreamReader(plain);
        var queries = new List<HistoryQuery>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in new CsvRows(reader, Path.GetFileName(path)).Read("query_id", "investor_id", "month", "round_id", "label"))
        {
            if (queries.Count == 0 || !string.Equals(queries[^1].Id, row[0], StringComparison.Ordinal))
            {
                if (!seen.Add(row[0]))
                    throw new InvalidDataException($"The rows of query {row[0]} do not stand together.");
                queries.Add(new(row[0], row[1], Month.Parse(row[2]), [], []));
            }

            queries[^1].RoundIds.Add(row[3]);
            queries[^1].Labels.Add(row[4] == "1" ? 1 : 0);
        }

        return queries;
    }
}
