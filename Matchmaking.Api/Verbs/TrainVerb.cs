using System.Globalization;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Models;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;
using Matchmaking.Core.Storage.Models;
using Matchmaking.Ranking.Trainers;
using Matchmaking.Ranking.Training;

namespace Matchmaking.Api.Verbs;

/// <summary>Trains a model on the database of this folder and keeps it; while the server does not run.</summary>
internal sealed class TrainVerb : IVerb
{
    public const string PromoteFlag = "promote";

    private const int NotTrained = 1;

    public string Name => "train";

    public string Usage => "[--seed N] [--cut-off YYYY-MM-DD] [--trainer NAME] [--promote]";

    public string Summary => "Train a ranking model from past outcomes and print its report (the server must not be running)";

    public async Task<int> Run(VerbArguments arguments, TextWriter output)
    {
        if (arguments.Words.Count > 0)
            throw new UsageException($"{Name} takes options only.");
        var trainer = TrainerOf(arguments);
        using var interrupted = new Interruption();
        await using var host = await ModelHost.Open();
        var input = new TrainingInput { Seed = SeedOf(arguments), CutOff = CutOffOf(arguments) };
        if (!input.Validate(host.Now.Today).TryGet(out var order, out var invalid))
            throw new UsageException(Refusal.Fields(invalid));
        var training = new ModelTraining(host.Database, host.Sessions, host.Registry, host.Now);
        if (!(await Train(training, new(order.Seed, order.CutOff ?? host.Now.Today, trainer.Name), output, interrupted.Token)).TryGet(out var trained, out var refused))
            return Refused(output, refused);
        var kept = await host.Database.Write<string>(
            Origin.CommandLine(Name, host.Now.Time),
            async db =>
            {
                await ModelStore.Insert(db, trained.Model, trained.File);
                return trained.Model.Version;
            },
            interrupted.Token);
        if (kept.Error is { } notKept)
            return Refused(output, notKept);
        ModelTables.Write(output, trained.Model.Version, TrainingResult.ReportOf(trained.Model));
        if (!arguments.Has(PromoteFlag))
            return 0;
        var promoted = await host.Database.Write(
            Origin.CommandLine(Name, host.Now.Time), db => new ModelCatalogue(host.Registry, host.Now).Promote(db, trained.Model.Version, new PromotionInput()), interrupted.Token);
        if (promoted.Error is { } notBetter)
            return Refused(output, notBetter);
        output.WriteLine($"{trained.Model.Version} serves from now on.");
        return 0;
    }

    private static async Task<Result<NewModel>> Train(ModelTraining training, TrainingOrder order, TextWriter output, CancellationToken cancel)
    {
        using var line = new ProgressLine(output);
        return await training.Train(order, line.Report, cancel);
    }

    /// <summary>The one that is named, otherwise that of the settings.</summary>
    private static ITreeTrainer TrainerOf(VerbArguments arguments) => arguments.Option("trainer") is not { } name ? Settings.FromEnvironment().Trainer
        : TreeTrainers.TryFind(name) ?? throw new UsageException(TreeTrainers.Unavailable(name).Message);

    private static int SeedOf(VerbArguments arguments) => arguments.Option("seed") is not { } text ? new TrainingInput().Seed
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed
        : throw new UsageException("--seed is a whole number.");

    private static DateOnly? CutOffOf(VerbArguments arguments) => arguments.Option("cut-off") is not { } text ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new UsageException("--cut-off is a day, YYYY-MM-DD.");

    private static int Refused(TextWriter output, DomainError refused)
    {
        Refusal.Write(output, refused);
        return NotTrained;
    }
}
