using Matchmaking.Ranking.Trainers;

namespace Matchmaking.Tests.Ranking.Support;

/// <summary>Rows to learn a ranking from, with a taste behind the labels and noise in them.</summary>
internal sealed class RandomSets
{
    public required float[][] Rows { get; init; }

    public required double[] Labels { get; init; }

    public required int[] Groups { get; init; }

    public RankingSet Set => RankingSet.Create(new([.. Rows.SelectMany(r => r)], Rows[0].Length), Labels, Groups);

    /// <summary>Feature 0 pulls up, 1 pulls down, 2 counts where it is missing, 3 has five values, the others are noise.</summary>
    public static RandomSets Make(int seed, int groups, int features = 6, int mostRows = 30)
    {
        var random = new Random(seed);
        int[] sizes = [.. Enumerable.Range(0, groups).Select(_ => random.Next(1, mostRows + 1))];
        var rows = new List<float[]>();
        var labels = new List<double>();
        foreach (var size in sizes)
        {
            for (var i = 0; i < size; i++)
            {
                var row = Enumerable.Range(0, features).Select(f => f == 3 ? random.Next(5) : (float)(random.NextDouble() * 4 - 2)).ToArray();
                if (random.Next(4) == 0)
                    row[2] = float.NaN;
                if (random.Next(10) == 0)
                    row[0] = float.NaN;
                var taste = (float.IsNaN(row[0]) ? 0 : row[0]) - 0.5 * row[1] + (float.IsNaN(row[2]) ? 1 : 0) + (row[3] == 2 ? 1 : 0) + random.NextDouble();
                rows.Add(row);
                labels.Add(Math.Clamp(Math.Floor(taste), 0, 4));
            }
        }

        return new() { Rows = [.. rows], Labels = [.. labels], Groups = sizes };
    }

    /// <summary>The same groups and rows in another order.</summary>
    public RandomSets Shuffled(int seed)
    {
        var random = new Random(seed);
        var starts = Groups.Select((_, g) => Groups.Take(g).Sum()).ToArray();
        var groups = Enumerable.Range(0, Groups.Length).ToArray();
        random.Shuffle(groups);
        var order = new List<int>();
        foreach (var group in groups)
        {
            var rows = Enumerable.Range(starts[group], Groups[group]).ToArray();
            random.Shuffle(rows);
            order.AddRange(rows);
        }

        return new() { Rows = [.. order.Select(r => Rows[r])], Labels = [.. order.Select(r => Labels[r])], Groups = [.. groups.Select(g => Groups[g])] };
    }
}
