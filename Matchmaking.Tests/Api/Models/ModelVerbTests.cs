using Matchmaking.Ranking.Training;
using Matchmaking.Tests.Ranking.Trainers;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Models;

/// <summary>The verbs <c>train</c> and <c>evaluate</c>: the same training and measuring without a server.</summary>
internal sealed class ModelVerbTests
{
    private DirectoryInfo _folder = null!;

    [OneTimeSetUp]
    public async Task MakeDemoSeason()
    {
        var server = await TestServer.StartAsync(change: s => s with { Demo = true });
        _folder = await server.StopAsync();
    }

    [OneTimeTearDown]
    public void Delete() => _folder.Delete(recursive: true);

    [Test, Order(1)]
    public async Task Train_Promote_ReportIsPrintedAndTheServerRanksWithIt()
    {
        var (code, output, errors) = await Run("train", "--seed", "4", "--cut-off", "2026-10-31", "--promote");

        Assert.That((code, errors), Is.EqualTo((0, "")), output);
        Assert.That(output, Does.StartWith("lambdamart-1: ").And.Contain("fund-to-requests: ").And.Contain("prior-2").And.EndsWith("lambdamart-1 serves from now on.\n"));
        await using var server = await TestServer.StartAsync(folder: Copy());
        var model = (await server.Admin.GetAsync("/models/lambdamart-1")).Expect(200).Json;
        Assert.That((model.Text("status"), model.Int("seed"), model.Text("cutOff")), Is.EqualTo(("serving", 4, "2026-10-31")));
    }

    [Test, Order(2)]
    public async Task Evaluate_Serving_FiguresBesideTheScorecardAndAWarningWhereTheyFlatter()
    {
        var (code, output, _) = await Run("evaluate");
        var chosen = await Run("evaluate", "--model", "prior-2", "--from", "2026-10");

        Assert.That(code, Is.Zero, output);
        Assert.That(output, Does.StartWith("Sessions 2026-09 to 2026-10").And.Contain("lambdamart-1  ").And.Contain("prior-2").And.Contain("flatter"));
        Assert.That(chosen.Code, Is.Zero);
        Assert.That(chosen.Output, Does.StartWith("Sessions 2026-10 to 2026-10").And.Not.Contain("lambdamart-1").And.Not.Contain("flatter"));
    }

    [TestCase("mlnet-fasttree", Category = TrainerCases.EitherWay)]
    [TestCase("mlnet-lightgbm", Category = TrainerCases.EitherWay)]
    [Order(3)]
    public async Task Train_TrainerOfMlNet_ServesOrIsRefusedWithTheSwitch(string trainer)
    {
        var (code, output, errors) = await Run("train", "--trainer", trainer, "--cut-off", "2026-10-31", "--promote");

        if (TreeTrainers.TryFind(trainer) is null)
        {
            Assert.That((code, output), Is.EqualTo((2, "")));
            Assert.That(errors, Does.StartWith($"The trainer '{trainer}' is not in this build").And.Contains("-p:MlNet=true"));
            return;
        }

        Assert.That((code, errors), Is.EqualTo((0, "")), output);
        var version = output[..output.IndexOf(':', StringComparison.Ordinal)];
        Assert.That(version, Does.Match($"^{trainer}-[0-9]+$"));
        await using var server = await TestServer.StartAsync(folder: Copy());
        Assert.That((await server.Admin.GetAsync($"/models/{version}")).Expect(200).Json.Text("trainer"), Is.EqualTo(trainer));
        var session = (await server.Admin.GetAsync("/sessions?status=open")).Items[0].Text("id");
        var freeze = (await server.Admin.PostAsync($"/sessions/{session}/rankings")).Expect(201).Json;
        Assert.That(freeze.Text("modelVersion"), Is.EqualTo(version));
        Assert.That((await server.Admin.PostAsync($"/sessions/{session}/rankings/{freeze.Text("id")}/replay")).Expect(200).Json["identical"]!.GetValue<bool>(), Is.True);
    }

    [TestCase(1, "train", "--cut-off", "2025-12-31")]
    [TestCase(1, "evaluate", "--model", "lambdamart-99")]
    [TestCase(1, "evaluate", "--from", "2027-01")]
    [TestCase(2, "train", "--seed", "-1")]
    [TestCase(2, "train", "--cut-off", "yesterday")]
    [TestCase(2, "train", "--cut-off", "2999-01-01")]
    [TestCase(2, "evaluate", "--from", "2026")]
    [TestCase(2, "train", "now")]
    [TestCase(2, "train", "--trainer", "xgboost")]
    [TestCase(2, "evaluate", "now")]
    public async Task Arguments_ThatDoNotDo_AreToldByTheExitCode(int expected, params string[] arguments)
    {
        var (code, output, errors) = await Run(arguments);

        Assert.That(code, Is.EqualTo(expected), output + errors);
        Assert.That(expected == 1 ? output : errors, Is.Not.Empty);
    }

    private DirectoryInfo Copy()
    {
        var copy = Directory.CreateTempSubdirectory("matchmaking-test-");
        foreach (var file in _folder.GetFiles().Where(f => f.Extension != ".lock"))
            file.CopyTo(Path.Combine(copy.FullName, file.Name));
        return copy;
    }

    private Task<(int Code, string Output, string Errors)> Run(params string[] arguments) => ServerProcess.Run(_folder.FullName, null, arguments);
}
