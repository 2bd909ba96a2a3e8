using System.Globalization;
using Matchmaking.Core.Common;
using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Training.Reports;

namespace Matchmaking.Api.Verbs;

/// <summary>Reports of models as lines of text.</summary>
internal static class ModelTables
{
    public static void Write(TextWriter output, string version, ModelReport report)
    {
        output.WriteLine($"{version}: {report.Sessions} sessions, {report.TrainedFrom} to {report.TrainedUntil}");
        foreach (var direction in report.Directions)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{direction.Direction.Kebab()}: {direction.Groups} groups, {direction.Candidates} candidates, {direction.Outcomes} outcomes, {direction.Trees} trees; measured on {string.Join(", ", direction.Measuring)}"));
            Write(output, direction.Direction, direction.MeasuredGroups, direction.Models, direction.Slices);
        }
    }

    public static void Write(TextWriter output, RankingDirection direction, int groups, IReadOnlyList<ModelQuality> models, IReadOnlyList<QualitySlice> slices)
    {
        Row(output, direction.Kebab(), groups, models);
        foreach (var slice in slices)
            Row(output, $"{slice.By} {slice.Value}", slice.Groups, slice.Models);
    }

    private static void Row(TextWriter output, string what, int groups, IReadOnlyList<ModelQuality> models)
    {
        foreach (var model in models)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {what,-36} {groups,5}  {model.Version,-16} NDCG@5 {Text(model.Ndcg5)}  NDCG@10 {Text(model.Ndcg10)}  MRR {Text(model.Mrr)}"));
        }
    }

    private static string Text(MeanInterval mean) => string.Create(CultureInfo.InvariantCulture, $"{mean.Value:F3} [{mean.Low:F3}, {mean.High:F3}]");
}
