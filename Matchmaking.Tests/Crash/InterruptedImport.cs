using System.Globalization;
using System.Text;
using Matchmaking.Api.Setup;
using Matchmaking.Tests.Storage.Support;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Crash;

/// <summary>A long import that the server is killed in: it goes on after each start, and in the end each row is there once.</summary>
internal sealed class InterruptedImport
{
    public const int Rows = 5_000;
    private const string Prefix = "import-";

    private static readonly (string, string) _key = ("Idempotency-Key", "the-import");

    private readonly byte[] _file = Encoding.UTF8.GetBytes(
        "externalId,name\n" + string.Concat(Enumerable.Range(0, Rows).Select(n => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{n},Imported {n}\n"))));

    private string _id = "";

    /// <summary>Kills that left it begun and not ended.</summary>
    public int Interruptions { get; private set; }

    /// <summary>Uploads the file; the answer 202 promises that it will be done.</summary>
    public async Task Upload(ApiClient admin) => _id = (await Post(admin)).Expect(202).Id;

    /// <summary>Waits until some rows are there.</summary>
    public async Task Begun(ApiClient admin, TimeSpan patience)
    {
        using var end = new CancellationTokenSource(patience);
        while ((await admin.GetAsync($"/operations/{_id}")).Expect(200).Json["progress"]?["done"]?.GetValue<int>() is null or 0)
            await Task.Delay(2, end.Token);
    }

    /// <summary>Judged before the next start, which would go on with it: files on a copy, so that the start finds all as the kill left it.</summary>
    public async Task Killed(Settings settings)
    {
        using var copy = new TemporaryFolder();
        foreach (var file in Directory.EnumerateFiles(settings.DataFolder))
            File.Copy(file, Path.Combine(copy.Path, Path.GetFileName(file)));
        if ((await CrashState.Read(settings with { DataFolder = copy.Path })).Imported.Count is > 0 and < Rows)
            Interruptions++;
    }

    /// <summary>After a kill: what was promised is there, with as many rows as it says.</summary>
    public async Task Check(ApiClient admin)
    {
        var operation = (await admin.GetAsync($"/operations/{_id}")).Expect(200).Json;
        Assert.That(operation.Text("status"), Is.EqualTo("queued").Or.EqualTo("running").Or.EqualTo("succeeded"), operation.ToJsonString());
    }

    /// <summary>Waits for the end: all rows were created, and asking again with the same key begins nothing.</summary>
    public async Task Finish(ApiClient admin)
    {
        // The stream of events ends with the operation.
        (await admin.GetAsync($"/operations/{_id}/events")).Expect(200);
        var operation = (await admin.GetAsync($"/operations/{_id}")).Expect(200).Json;
        Assert.That(operation.Text("status"), Is.EqualTo("succeeded"), operation.ToJsonString());
        var counts = ((string[])["created", "updated", "unchanged", "failed"]).Select(name => operation["result"]![name]!.GetValue<int>());
        Assert.That(counts, Is.EqualTo((int[])[Rows, 0, 0, 0]), "the counts add up, over all interruptions");
        Assert.That((await Post(admin)).Expect(202).Id, Is.EqualTo(_id));
    }

    /// <param name="externalIds">Those of all startups.</param>
    public static void CheckRows(IReadOnlyList<string> externalIds) =>
        Assert.That(externalIds, Is.EquivalentTo(Enumerable.Range(0, Rows).Select(n => $"{Prefix}{n}")), "each row once");

    private Task<Answer> Post(ApiClient admin) => admin.SendAsync(HttpMethod.Post, "/imports/startups", _file, CsvText.MediaType, _key);
}
