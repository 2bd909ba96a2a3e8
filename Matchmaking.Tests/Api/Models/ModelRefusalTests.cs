using System.Text.Json;
using System.Text.Json.Nodes;
using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;
using Matchmaking.Core.Models;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Models;
using Matchmaking.Ranking.ModelFiles;
using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Training.Reports;
using Matchmaking.Tests.Ranking.Support;
using Matchmaking.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Models;

/// <summary>Models that are not trained, not promoted or not usable, and what is said of it.</summary>
internal sealed class ModelRefusalTests : ApiFixture
{
    private IDatabase Database => Server.Services.GetRequiredService<IDatabase>();

    [TearDown]
    public async Task TakeBack() => await Admin.Promote("prior-2");

    [Test, Order(1)]
    public async Task Train_TooFewOutcomes_SaysInBothLanguagesHowManyItTakes()
    {
        var english = (await Admin.PostAsync("/models")).Refused(409, "too-few-outcomes");
        var chinese = (await Admin.PostAsync("/models", null, ("Accept-Language", "zh-CN"))).Refused(409, "too-few-outcomes");

        Assert.That(english.Json.Text("detail"), Is.EqualTo("Training needs at least 3 months with a session of which something came; there are 0."));
        Assert.That(chinese.Json.Text("detail"), Does.Contain("3").And.Contain("会议月份"));
        Assert.That((await Admin.GetAsync("/operations")).Items, Is.Empty, "nothing was taken on");
    }

    [Test, Order(2)]
    public async Task Train_CutOff_JudgedWithTheOutcomesUpToIt()
    {
        await LearnableSeason.Upload(Admin);

        (await Admin.PostAsync("/models", new JsonObject { ["cutOff"] = "2026-07-31" })).Refused(409, "too-few-outcomes");
        (await Admin.PostAsync("/models", new JsonObject { ["cutOff"] = "2026-11-21" })).Invalid("/cutOff wrong-order");
        var trained = await Admin.Train(new JsonObject { ["seed"] = 7 });
        Assert.That(trained.Text("status"), Is.EqualTo("succeeded"), trained.ToJsonString());
        var kept = trained["result"]!.Text("version");
        Assert.That((await Admin.GetAsync($"/models/{kept}")).Expect(200).Json.Int("seed"), Is.EqualTo(7));
    }

    [Test]
    public async Task Promote_MeasuredToBeWorse_OnlyByForceAndRemembered()
    {
        await Keep("worse-1", RandomModels.File(1), gain: -0.05);

        var refused = (await Admin.PostAsync("/models/worse-1/promote")).Refused(409, "model-not-better");
        var promoted = await Admin.Promote("worse-1", force: true);

        Assert.That(refused.Json.Text("detail"), Does.Contain("prior-2").And.Contain("-0.05"));
        Assert.That(promoted.Json.Text("status"), Is.EqualTo("serving"));
        Assert.That(promoted.Json.List("promotions")[0].Bool("forced"));
        await Admin.Promote("prior-2");
        Assert.That((await Admin.Promote("worse-1")).Json.List("promotions")[0].Bool("forced"), Is.False, "it has served before: taken back to without asking");
    }

    [Test]
    public async Task Promote_ModelOfOtherFeatures_RefusedAndNothingChanges()
    {
        var file = RandomModels.File(2);
        await Keep("other-1", file with { Parts = [file.Parts[0] with { Features = [.. file.Parts[0].Features.Select(f => f + "0")] }, file.Parts[1]] }, gain: 0.1);

        var refused = (await Admin.PostAsync("/models/other-1/promote", new JsonObject { ["force"] = true })).Refused(409, "model-unusable");

        Assert.That(refused.Json.Text("detail"), Does.Contain("features-differ"));
        Assert.That((await Admin.GetAsync("/models/other-1")).Expect(200).Json.Text("status"), Is.EqualTo("candidate"));
    }

    [Test]
    public async Task Rank_ServingModelThatThisProgramCannotUse_RankedByTheScorecardWhichSaysSo()
    {
        var fund = (await Admin.PostAsync("/funds", Bodies.Fund())).Expect(201).Id;
        await Keep("broken-1", RandomModels.File(3), gain: 0.1, damage: true);
        await Write(db => ModelStore.Promote(db, new(Ids.Next<ModelPromotion>().Value, Server.Clock.GetUtcNow(), "broken-1", "prior-2", false, null)));

        Assert.That((await Admin.GetAsync($"/funds/{fund}/ranking")).Expect(200).Json.Text("modelVersion"), Is.EqualTo("prior-2"));
    }

    private IIdSource Ids => Server.Services.GetRequiredService<IIdSource>();

    private Task Keep(string version, ModelFile file, double gain, bool damage = false)
    {
        var bytes = (file with { Version = version }).ToBytes();
        if (damage)
            bytes[bytes.Length / 2] ^= 1;
        return Write(db => ModelStore.Insert(
            db,
            new()
            {
                Id = Ids.Next<TrainedModel>(),
                CreatedAt = Server.Clock.GetUtcNow(),
                Version = version,
                Trainer = "lambdamart",
                CutOff = new(2026, 11, 1),
                TrainedUntil = Month.Parse("2026-10"),
                Report = JsonSerializer.Serialize(Report(gain), WireJson.Options),
            },
            bytes));
    }

    private async Task Write(Func<Db, Task> useCase)
    {
        var written = await Database.Write<bool>(
            Origin.System("test", Server.Clock.GetUtcNow()),
            async db =>
            {
                await useCase(db);
                return true;
            },
            CancellationToken.None);
        Assert.That(written.Error, Is.Null);
    }

    private static ModelReport Report(double gain) =>
        SampleReports.Of(SampleReports.Direction(RankingDirection.FundToRequests, new QualityGain("prior-2", false, new(gain, gain - 0.1, gain + 0.1))));
}
