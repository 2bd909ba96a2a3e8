using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Matchmaking.Ranking.Trainers;

namespace Matchmaking.Benchmarks.Ltr;

/// <summary>
/// Reads rows "label feature:value feature:value ..." with features from 0, <c>nan</c> where missing, 0 where absent, and the sizes
/// of the groups, one a line, from the file beside it that ends in <c>.query</c>. Two passes, so that the rows stand in memory once.
/// </summary>
internal static class SvmLightFile
{
    /// <param name="path">Plain, or gzipped (<c>.gz</c>).</param>
    /// <param name="features">Features a row has at least.</param>
    /// <exception cref="InvalidDataException">A line of another form.</exception>
    /// <exception cref="TrainingDataException">Labels, values or groups that no set may have.</exception>
    public static RankingSet Read(string path, int features = 1)
    {
        var rows = 0;
        Lines(path, (line, where) =>
        {
            rows++;
            NextNumber(ref line, where);
            while (NextFeature(ref line, where) is { } feature)
            {
                features = Math.Max(features, feature + 1);
                var end = line.IndexOf((byte)' ');
                line = end < 0 ? [] : line[end..];
            }
        });

        var values = new float[(long)rows * features];
        var labels = new double[rows];
        var row = 0;
        Lines(path, (line, where) =>
        {
            labels[row] = NextNumber(ref line, where);
            while (NextFeature(ref line, where) is { } feature)
                values[row * features + feature] = (float)NextNumber(ref line, where);
            row++;
        });
        return RankingSet.Create(new(values, features), labels, Sizes(path));
    }

    private delegate void LineReader(ReadOnlySpan<byte> line, string where);

    private static void Lines(string path, LineReader read)
    {
        var number = 0;
        var name = Path.GetFileName(path);
        using var lines = new ByteLines(path);
        while (lines.Next(out var line))
        {
            number++;
            if (!line.IsEmpty)
                read(line, $"{name}, line {number}");
        }
    }

    /// <summary>Reads up to and with the colon; null at the end of the line.</summary>
    private static int? NextFeature(ref ReadOnlySpan<byte> line, string where)
    {
        line = line.TrimStart((byte)' ');
        if (line.IsEmpty)
            return null;
        if (!Utf8Parser.TryParse(line, out int feature, out var used) || feature < 0 || used == line.Length || line[used] != ':')
            throw new InvalidDataException($"{where}: '{Encoding.UTF8.GetString(line)}' does not begin with feature:value.");
        line = line[(used + 1)..];
        return feature;
    }

    private static double NextNumber(ref ReadOnlySpan<byte> line, string where)
    {
        var end = line.IndexOf((byte)' ');
        var word = end < 0 ? line : line[..end];
        line = line[word.Length..];
        return double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new InvalidDataException($"{where}: '{Encoding.UTF8.GetString(word)}' is not a number.");
    }

    private static int[] Sizes(string path)
    {
        var plain = path.EndsWith(".gz", StringComparison.Ordinal) ? path[..^3] : path;
        var sizes = new List<int>();
        foreach (var line in File.ReadLines(plain + ".query").Where(l => l.Length > 0))
        {
            sizes.Add(int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
                ? size
                : throw new InvalidDataException($"{Path.GetFileName(plain)}.query: '{line}' is not a number of rows."));
        }

        return [.. sizes];
    }
}
