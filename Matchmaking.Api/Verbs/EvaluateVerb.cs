using Matchmaking.Core.Common;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Models;
using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Training;
using Matchmaking.Ranking.Training.Reports;

namespace Matchmaking.Api.Verbs;

/// <summary>Measures how well models order sessions of which outcomes are known; while the server does not run.</summary>
internal sealed class EvaluateVerb : IVerb
{
    private const int NotMeasured = 1;

    public string Name => "evaluate";

    public string Usage => "[--model VERSION ...] [--from YYYY-MM]";

    public string Summary => "Measure models on past sessions, by default the serving one and the scorecard on the latest (the server must not be running)";

    public async Task<int> Run(VerbArguments arguments, TextWriter output)
    {
        if (arguments.Words.Count > 0)
            throw new UsageException($"{Name} takes options only.");
        using var interrupted = new Interruption();
        await using var host = await ModelHost.Open();
        var versions = arguments.All("model");
        if (!(await host.Database.Read(db => Models(db, host, versions), interrupted.Token)).TryGet(out var models, out var unknown))
        {
            Refusal.Write(output, unknown);
            return NotMeasured;
        }

        var sessions = await Sessions(host, FromOf(arguments), output, interrupted.Token);
        if (sessions.Count == 0)
        {
            output.WriteLine("There is no session with outcomes.");
            return NotMeasured;
        }

        ModelEvaluation[] evaluations;
        try
        {
            evaluations = [.. Enum.GetValues<RankingDirection>().Select(d => ModelEvaluation.Of(sessions, d, models))];
        }
        catch (TooFewOutcomesException)
        {
            output.WriteLine("Nothing in these sessions says that one candidate is better than another.");
            return NotMeasured;
        }

        output.WriteLine($"Sessions {sessions.Min(s => s.Month)} to {sessions.Max(s => s.Month)}");
        foreach (var evaluation in evaluations)
            ModelTables.Write(output, evaluation.Direction, evaluation.Groups, evaluation.Models, evaluation.Slices);
        foreach (var model in models.Where(m => m.TrainedUntil is { } until && sessions.Any(s => s.Month.CompareTo(until) <= 0)))
            output.WriteLine($"{model.Model.Version} learned from sessions up to {model.TrainedUntil}, some of these among them: its figures flatter it.");
        return 0;
    }

    private static async Task<Result<IReadOnlyList<ReferenceModel>>> Models(Db db, ModelHost host, IReadOnlyList<string> versions)
    {
        if (versions.Count == 0)
            versions = [.. new[] { (await host.Registry.Serving(db)).Version, RankingModels.Prior.Version }.Distinct()];
        var models = new List<ReferenceModel>();
        foreach (var version in versions)
        {
            if (!(await host.Registry.Find(db, version)).TryGet(out var model, out var unknown))
                return unknown;
            models.Add(new(model, (await ModelStore.Find(db, version))?.TrainedUntil));
        }

        return models;
    }

    private static async Task<IReadOnlyList<TrainingSession>> Sessions(ModelHost host, Month? from, TextWriter output, CancellationToken cancel)
    {
        using var line = new ProgressLine(output);
        var all = await host.Sessions.Read(host.Now.Today, line.Report, cancel);
        return all.Count == 0 ? [] : from is { } first ? [.. all.Where(s => s.Month.CompareTo(first) >= 0)] : ModelEvaluation.Latest(all);
    }

    private static Month? FromOf(VerbArguments arguments) => arguments.Option("from") is not { } text ? null
        : Month.TryParse(text, out var month) ? month
        : throw new UsageException("--from is a month, YYYY-MM.");
}
