using Matchmaking.Api.Models;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Operations;
using Matchmaking.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Models;

/// <summary>Training is long work: it tells how far it is, can be cancelled, and goes on after a stop.</summary>
internal sealed class TrainingOperationTests
{
    [Test]
    public async Task Cancel_WhileTreesGrow_EndsWithoutAModelAndTheNextOneTrains()
    {
        await using var server = await TestServer.StartAsync(change: Demo);
        var operation = await Running(server);

        (await server.Admin.DeleteAsync(operation)).Expect(200);
        (await server.Admin.GetAsync(operation + "/events")).Expect(200);

        Assert.That((await server.Admin.GetAsync(operation)).Json.Text("status"), Is.EqualTo("cancelled"));
        Assert.That((await server.Admin.GetAsync("/models")).Items, Has.Count.EqualTo(2));
        Assert.That((await server.Admin.Train()).Text("status"), Is.EqualTo("succeeded"));
    }

    [Test]
    public async Task Stop_WhileTreesGrow_TheNextStartTrainsTheSameModel()
    {
        var stopping = await TestServer.StartAsync(change: Demo);
        var operation = await Running(stopping);
        var folder = await stopping.StopAsync();
        await using var server = await TestServer.StartAsync(folder: folder);

        (await server.Admin.GetAsync(operation + "/events")).Expect(200);
        var first = (await server.Admin.GetAsync(operation)).Expect(200).Json;
        var second = await server.Admin.Train();

        Assert.That((first.Text("status"), second.Text("status")), Is.EqualTo(("succeeded", "succeeded")), first.ToJsonString());
        Assert.That((await server.Admin.GetAsync("/models")).Items, Has.Count.EqualTo(4), "one model each");
        Assert.That(
            first["result"]!["report"]!.ToJsonString(),
            Is.EqualTo(second["result"]!["report"]!.ToJsonString().Replace("lambdamart-2", "lambdamart-1", StringComparison.Ordinal)));
    }

    [Test]
    public async Task Train_OrderOfABuildWithAnotherTrainer_RefusedWithItsName()
    {
        await using var server = await TestServer.StartAsync(change: Demo);

        var refused = (await server.Services.GetRequiredService<ModelTraining>().Train(new(1, new(2026, 11, 20), "of-another-build"), _ => Task.CompletedTask, CancellationToken.None)).Error;

        Assert.That((refused?.Code, refused?.Args[0].Value), Is.EqualTo(("trainer-unavailable", "of-another-build")));
        Assert.That((await server.Admin.GetAsync("/models")).Items, Has.Count.EqualTo(2), "nothing was kept");
    }

    [Test]
    public async Task Train_ProgressCannotBeTold_EndsAtOnce()
    {
        await using var server = await TestServer.StartAsync(change: Demo);
        var training = server.Services.GetRequiredService<ModelTraining>();
        var told = 0;

        Task Broken(OperationProgress progress)
        {
            if (progress.Phase != "training")
                return Task.CompletedTask;
            told++;
            throw new InvalidDataException("The disk is full.");
        }

        Assert.That(() => training.Train(new(1, new(2026, 11, 20)), Broken, CancellationToken.None), Throws.TypeOf<InvalidDataException>());
        Assert.That(told, Is.EqualTo(1));
    }

    private static Settings Demo(Settings settings) => settings with { Demo = true };

    /// <summary>Begins a training and waits until trees are being grown.</summary>
    private static async Task<string> Running(TestServer server)
    {
        var accepted = (await server.Admin.PostAsync("/models")).Expect(202);
        var path = accepted.Headers.Location!.ToString()["/v1".Length..];
        while ((await server.Admin.GetAsync(path)).Json["progress"]!.Text("phase") != "training")
            await Task.Delay(20);
        return path;
    }
}
